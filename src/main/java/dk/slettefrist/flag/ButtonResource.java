package dk.slettefrist.flag;

import java.util.List;
import java.util.regex.Pattern;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

import dk.slettefrist.call.CallView;
import dk.slettefrist.call.PbxIdentifier;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.Sources;
import dk.slettefrist.telemetry.Step;

/**
 * The operator's telephone as the button: its PBX saves a call of its own by asking for a URL, or the telephone itself does. Such keys often
 * know GET only, so GET does the same as POST.
 */
@Path("/api/v1/sources")
@RolesAllowed("pbx")
class ButtonResource {

    private static final Pattern EXTENSION = Pattern.compile("[A-Za-z0-9._@+-]{1,64}");

    /** Of an extension; what has more may be anybody's telephone number, which in Denmark has eight. */
    private static final int MOST_DIGITS = 6;

    private static final List<ExtensionCall> CURRENT_OR_LAST = List.of(ExtensionCall.CURRENT, ExtensionCall.LAST);

    private final Sources sources;
    private final FlagService flags;
    private final ExtensionFlag extensions;
    private final FlagMeters meters;

    ButtonResource(Sources sources, FlagService flags, ExtensionFlag extensions, FlagMeters meters) {
        this.meters = meters;
        this.sources = sources;
        this.flags = flags;
        this.extensions = extensions;
    }

    @POST
    @Path("/{source}/flag")
    public Response post(
            @PathParam("source") String name,
            @QueryParam("callId") String callId,
            @QueryParam("extension") String extension,
            @QueryParam("call") String which,
            @QueryParam("reason") String reason,
            @Context SecurityContext user) {
        Source source = sources.own(name, user.getUserPrincipal());
        FlagRequest request = new FlagRequest(reason == null ? "OTHER" : reason, null, which);
        FlagOrder order = FlagRequest.order(request, pressedBy(source, extension));
        if (callId != null) {
            String id = PbxIdentifier.of("callId", callId);
            FlagResult result = meters.counted(Step.FLAG, () -> flags.flag(id, source.name(), order));
            return answer(result.waiting() ? Response.Status.ACCEPTED : Response.Status.OK, result.call());
        }
        if (extension == null) {
            throw new DomainException.InvalidRequest("callId or extension must say which call is meant.");
        }
        List<ExtensionCall> calls = which == null ? CURRENT_OR_LAST : List.of(request.which());
        return answer(
                Response.Status.OK,
                meters.counted(Step.FLAG, () -> extensions.flag(extension, source.name(), order, calls))
                        .call());
    }

    @GET
    @Path("/{source}/flag")
    public Response get(
            @PathParam("source") String name,
            @QueryParam("callId") String callId,
            @QueryParam("extension") String extension,
            @QueryParam("call") String which,
            @QueryParam("reason") String reason,
            @Context SecurityContext user) {
        return post(name, callId, extension, which, reason, user);
    }

    private static Response answer(Response.Status status, CallView call) {
        return Response.status(status).entity(SavedCall.from(call)).build();
    }

    /**
     * As the audit names it for good: the PBX, and the telephone when it says which. With more digits than an extension has it may be somebody's
     * number, which must not outlive the call: then the PBX only.
     */
    private static String pressedBy(Source source, String extension) {
        if (extension == null) {
            return source.name();
        }
        if (!EXTENSION.matcher(extension).matches()) {
            throw new DomainException.InvalidRequest("extension must be 1 to 64 characters of A-Z a-z 0-9 . _ @ + -");
        }
        long digits = extension.chars().filter(Character::isDigit).count();
        return digits > MOST_DIGITS ? source.name() : source.name() + "/" + extension;
    }
}
