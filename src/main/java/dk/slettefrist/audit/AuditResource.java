package dk.slettefrist.audit;

import java.util.Arrays;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import dk.slettefrist.platform.Csv;
import dk.slettefrist.platform.Cursor;
import dk.slettefrist.platform.Page;
import dk.slettefrist.platform.Parameters;
import dk.slettefrist.platform.Period;

/** Who did what when, for auditors and data protection officers. */
@Path("/api/v1/audit-events")
@RolesAllowed({"auditor", "dpo"})
class AuditResource {

    private static final List<String> COLUMNS =
            List.of("id", "at", "type", "actor", "call", "recording", "reason", "detail");

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
            @QueryParam("after") String after) {
        int size = Parameters.limit(limit);
        List<AuditEvent> rows = trail.page(Period.parse(from, to), Cursor.decode(after), size + 1);
        return Page.of(rows, size, AuditResource::cursor).map(AuditEventView::from);
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    public Response listAsCsv(@QueryParam("from") String from, @QueryParam("to") String to) {
        Period period = Period.parse(from, to);
        var body = Csv.of(
                COLUMNS,
                (AuditEvent e) -> Arrays.asList(
                        e.id(), e.at(), e.type().name(), e.actor(), e.call(), e.recording(), e.reason(), e.detail()),
                last -> trail.page(period, last == null ? null : cursor(last), Parameters.MAX_LIMIT));
        return Response.ok(body, Csv.CONTENT_TYPE)
                .header("Content-Disposition", "attachment; filename=\"audit-events.csv\"")
                .build();
    }

    private static Cursor cursor(AuditEvent last) {
        return new Cursor(last.at(), Long.toString(last.id()));
    }
}
