package dk.slettefrist.ingest.pbx.freeswitch;

import java.io.InputStream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.common.annotation.Blocking;

import dk.slettefrist.ingest.Reception;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;
import dk.slettefrist.source.Sources;

/**
 * FreeSWITCH delivers a recording as the body of a PUT, with nothing but the file's name: {@code record_session} to {@code http_cache:} does
 * (FreeSWITCH, {@code src/mod/applications/mod_http_cache/mod_http_cache.c}, {@code http_put}), and takes 200, 201, 202 and 204 for success.
 */
@Path("/api/v1/sources")
@RolesAllowed("pbx")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class FreeswitchRecordingResource {

    private final Sources sources;
    private final FreeswitchRecordings recordings;
    private final Reception reception;

    FreeswitchRecordingResource(Sources sources, FreeswitchRecordings recordings, Reception reception) {
        this.sources = sources;
        this.recordings = recordings;
        this.reception = reception;
    }

    @PUT
    @Path("/{source}/recordings/{file}")
    @Consumes(MediaType.WILDCARD)
    public Response put(
            @PathParam("source") String name,
            @PathParam("file") String file,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) String length,
            @Context UriInfo uri,
            @Context SecurityContext user,
            InputStream body) {
        Source source = sources.own(name, user.getUserPrincipal());
        if (source.kind() != SourceKind.FREESWITCH) {
            throw new DomainException.NotFound("Only a source of the kind freeswitch delivers recordings here.");
        }
        InputStream timed = reception.timed(body);
        return reception.answer(source.name(), uri, () -> {
            reception.refuseTooLarge(length);
            return recordings.receive(source, file, uri.getQueryParameters(), timed);
        });
    }
}
