package dk.slettefrist.audit;

import java.util.Arrays;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

import dk.slettefrist.platform.Csv;
import dk.slettefrist.platform.Page;
import dk.slettefrist.platform.Parameters;
import dk.slettefrist.platform.Period;

/** Who did what when, for auditors and data protection officers. Reading it is an event, too. */
@Path("/api/v1/audit-events")
@RolesAllowed({"auditor", "dpo"})
class AuditResource {

    private static final List<String> COLUMNS =
            List.of("id", "at", "type", "actor", "call", "recording", "reason", "detail", "address");

    private final AuditTrail trail;

    AuditResource(AuditTrail trail) {
        this.trail = trail;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Page<AuditEventView> list(
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("limit") @DefaultValue("100") String limit,
            @QueryParam("after") String after,
            @Context SecurityContext user,
            @Context Request request) {
        int size = Parameters.limit(limit);
        return trail.page(Period.parse(from, to), AuditCursor.decode(after), size, reader(user, request, "json"))
                .map(AuditEventView::from);
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    public Response listAsCsv(
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @Context SecurityContext user,
            @Context Request request) {
        Period opened = trail.open(Period.parse(from, to), reader(user, request, "csv"));
        var body = Csv.of(
                COLUMNS,
                (AuditEvent e) -> Arrays.asList(
                        e.id(),
                        e.at(),
                        e.type().name(),
                        e.actor(),
                        e.call(),
                        e.recording(),
                        e.reason(),
                        e.detail(),
                        e.address()),
                last -> trail.after(last, opened));
        return Response.ok(body, Csv.CONTENT_TYPE)
                .header("Content-Disposition", "attachment; filename=\"audit-events.csv\"")
                .build();
    }

    private static AuditReader reader(SecurityContext user, Request request, String form) {
        return new AuditReader(user.getUserPrincipal().getName(), request.getMethod(), form);
    }
}
