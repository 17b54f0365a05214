package dk.slettefrist.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import dk.slettefrist.platform.Cursor;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.Page;
import dk.slettefrist.platform.Parameters;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.RecordingRepository;

/** Operators look at calls. */
@Path("/api/v1/calls")
@RolesAllowed({"operator", "supervisor"})
class CallResource {

    private final CallRepository calls;
    private final RecordingRepository recordings;
    private final CallDirectory directory;
    private final TimeSource time;

    CallResource(CallRepository calls, RecordingRepository recordings, CallDirectory directory, TimeSource time) {
        this.calls = calls;
        this.recordings = recordings;
        this.directory = directory;
        this.time = time;
    }

    @GET
    @Transactional
    public Page<CallView> list(
            @QueryParam("operator") String operator,
            @QueryParam("since") String since,
            @QueryParam("limit") @DefaultValue("50") String limit,
            @QueryParam("after") String after) {
        int size = Parameters.limit(limit);
        Instant from = since == null ? null : Parameters.instant("since", since);
        Instant now = time.now();
        List<Call> rows = calls.listing(operator, from, Cursor.decode(after), size + 1, now);
        Page<Call> page = Page.of(
                rows, size, call -> new Cursor(call.startedAt(), call.id().toString()));
        return new Page<>(directory.show(page.items(), now), page.next());
    }

    @GET
    @Path("/{callId}")
    @Transactional
    public CallView get(@PathParam("callId") String callId, @QueryParam("source") String source) {
        Identifier.require("callId", callId);
        Instant now = time.now();
        Optional<Call> call = directory.find(callId, source, now);
        List<Recording> known =
                call.map(Call::id).map(List::of).map(recordings::ofCalls).orElse(List.of());
        CallOutlook outlook =
                call.map(found -> CallOutlook.of(found, known, now)).orElse(CallOutlook.UNKNOWN);
        if (outlook == CallOutlook.OVER) {
            throw CallOutlook.gone(known);
        }
        if (outlook == CallOutlook.UNKNOWN && !call.map(Call::flagged).orElse(false)) {
            throw new DomainException.NotFound("Nothing is known of such a call.");
        }
        return directory.show(callId, call.orElseThrow(), now);
    }
}
