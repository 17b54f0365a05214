package dk.slettefrist.report;

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

import dk.slettefrist.gap.Gap;
import dk.slettefrist.gap.Gaps;
import dk.slettefrist.platform.Csv;
import dk.slettefrist.platform.Cursor;
import dk.slettefrist.platform.Page;
import dk.slettefrist.platform.Parameters;
import dk.slettefrist.platform.Period;

/** What auditors and data protection officers read. */
@Path("/api/v1/reports")
@RolesAllowed({"auditor", "dpo"})
class ReportResource {

    private static final List<String> DELETION =
            List.of("id", "flagged", "expiresAt", "dueAt", "purgedAt", "lagSeconds", "sizeBytes");

    private static final List<String> GAP =
            List.of("id", "kind", "about", "subject", "source", "at", "foundAt", "closedAt");

    private final RetentionReporter reporter;
    private final Deletions deletions;
    private final Gaps gaps;

    ReportResource(RetentionReporter reporter, Deletions deletions, Gaps gaps) {
        this.reporter = reporter;
        this.deletions = deletions;
        this.gaps = gaps;
    }

    @GET
    @Path("/retention")
    @Produces(MediaType.APPLICATION_JSON)
    public RetentionReport retention(@QueryParam("from") String from, @QueryParam("to") String to) {
        return reporter.report(Period.parse(from, to));
    }

    @GET
    @Path("/retention")
    @Produces(Csv.MEDIA_TYPE)
    public Response retentionAsCsv(@QueryParam("from") String from, @QueryParam("to") String to) {
        List<RetentionTable.Line> lines = RetentionTable.of(reporter.report(Period.parse(from, to)));
        return csv(
                "retention",
                Csv.of(
                        List.of("figure", "value"),
                        (RetentionTable.Line line) -> Arrays.asList(line.figure(), line.value()),
                        last -> last == null ? lines : List.of()));
    }

    @GET
    @Path("/deletions")
    @Produces(MediaType.APPLICATION_JSON)
    public Page<Deletion> deletions(
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("limit") @DefaultValue("100") String limit,
            @QueryParam("after") String after) {
        int size = Parameters.limit(limit);
        List<Deletion> rows = deletions.page(Period.parse(from, to), Cursor.decode(after), size + 1);
        return Page.of(rows, size, Deletions::cursor);
    }

    @GET
    @Path("/deletions")
    @Produces(Csv.MEDIA_TYPE)
    public Response deletionsAsCsv(@QueryParam("from") String from, @QueryParam("to") String to) {
        Period period = Period.parse(from, to);
        return csv(
                "deletions",
                Csv.of(
                        DELETION,
                        (Deletion d) -> List.of(
                                d.id(),
                                d.flagged(),
                                d.expiresAt(),
                                d.dueAt(),
                                d.purgedAt(),
                                d.lagSeconds(),
                                d.sizeBytes()),
                        last -> deletions.page(
                                period, last == null ? null : Deletions.cursor(last), Parameters.MAX_LIMIT)));
    }

    @GET
    @Path("/gaps")
    @Produces(MediaType.APPLICATION_JSON)
    public Page<Gap> gaps(
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("limit") @DefaultValue("100") String limit,
            @QueryParam("after") String after) {
        int size = Parameters.limit(limit);
        return Page.of(gaps.page(Period.parse(from, to), Cursor.decode(after), size + 1), size, Gaps::cursor);
    }

    @GET
    @Path("/gaps")
    @Produces(Csv.MEDIA_TYPE)
    public Response gapsAsCsv(@QueryParam("from") String from, @QueryParam("to") String to) {
        Period period = Period.parse(from, to);
        return csv(
                "gaps",
                Csv.of(
                        GAP,
                        (Gap g) -> Arrays.asList(
                                g.id(),
                                g.kind(),
                                g.about(),
                                g.subject(),
                                g.source(),
                                g.at(),
                                g.foundAt(),
                                g.closedAt()),
                        last -> gaps.page(period, last == null ? null : Gaps.cursor(last), Parameters.MAX_LIMIT)));
    }

    private static Response csv(String name, Object body) {
        return Response.ok(body, Csv.CONTENT_TYPE)
                .header("Content-Disposition", "attachment; filename=\"" + name + ".csv\"")
                .build();
    }
}
