package dk.slettefrist.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The retention report over a year of recordings, asked by HTTP of the running service, next to the aggregates over the rows that give the same figures. The
 * ends of the periods are arbitrary instants, each time others.
 */
final class ReportSpeed implements Benchmark {

    private static final int DAYS = 365;

    /** Since then the rows of the year are complete. */
    private static final int HOURS = 3;

    private static final String NAIVE =
            """
            SELECT
                count(*) FILTER (WHERE received_at >= f AND received_at < t AND NOT flagged AND state IN ('STORED', 'PURGING', 'PURGED')) AS "received.unflagged",
                count(*) FILTER (WHERE received_at >= f AND received_at < t AND flagged AND state IN ('STORED', 'PURGING', 'PURGED')) AS "received.flagged",
                count(*) FILTER (WHERE received_at >= f AND received_at < t AND state = 'REFUSED') AS "received.refusedLate",
                count(*) FILTER (WHERE received_at >= f AND received_at < t AND state = 'FAILED') AS "received.failed",
                count(*) FILTER (WHERE NOT flagged AND state IN ('STORED', 'PURGING')) AS "stored.unflagged",
                count(*) FILTER (WHERE flagged AND state IN ('STORED', 'PURGING')) AS "stored.flagged",
                count(*) FILTER (WHERE purged_at >= f AND purged_at < t AND NOT flagged) AS "purged.unflagged",
                count(*) FILTER (WHERE purged_at >= f AND purged_at < t AND flagged) AS "purged.flagged",
                count(*) FILTER (WHERE purged_at >= f AND purged_at < t AND purged_at > due_at + interval '60 seconds') AS "purged.late",
                percentile_disc(0.5) WITHIN GROUP (ORDER BY purged_at - due_at) FILTER (WHERE purged_at >= f AND purged_at < t) AS p50,
                percentile_disc(0.99) WITHIN GROUP (ORDER BY purged_at - due_at) FILTER (WHERE purged_at >= f AND purged_at < t) AS p99,
                max(purged_at - due_at) FILTER (WHERE purged_at >= f AND purged_at < t) AS max
            FROM recording, (SELECT timestamptz '%s' AS f, timestamptz '%s' AS t) AS period
            """;

    /** Whether the service's job has counted and added every day that is closed. */
    private static final String TALLIED =
            """
            SELECT count(*) FROM purge_tally_state
            WHERE summed_until >= date_trunc('day', now() - interval '61 minutes', 'UTC')
            """;

    @Override
    public String name() {
        return "report.speed";
    }

    @Override
    public void run(Bench bench) throws Exception {
        int recordings = bench.scale().of(100_000, 10_000_000);
        try (Database database = Database.start()) {
            database.migrate();
            Rows rows = new Rows(database);
            rows.purged(recordings, DAYS, HOURS);
            rows.stored(1000);
            rows.settle();
            bench.say(recordings + " recordings are there");
            try (DatabaseOnly service = DatabaseOnly.start(database)) {
                Waiting.until(1200, () -> database.number(TALLIED) == 1);
                bench.say("the days are tallied");
                try (Connection connection = database.connect()) {
                    measure(bench, connection, service);
                }
                bench.say("statements:" + database.statements(8));
            }
        }
    }

    private static void measure(Bench bench, Connection connection, DatabaseOnly service) throws Exception {
        Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        int asked = bench.scale().of(30, 100);
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        List<Double> unmeasured = new ArrayList<>();
        int naive = bench.scale().repetitions();
        // Java compiles what is used often.
        for (int i = -100; i < asked; i++) {
            // Odd to the microsecond, and never twice the same; all but a few days of the year are in each.
            Instant from = end.minus(Duration.ofDays(DAYS + 1))
                    .plus(Duration.ofSeconds(4711L * i))
                    .plusNanos(123_457_000L);
            Instant to = end.minus(Duration.ofSeconds(3611L * Math.abs(i))).plusNanos(7_001_000L);
            long begun = System.nanoTime();
            JsonNode report =
                    new ObjectMapper().readTree(service.report("/api/v1/reports/retention?from=" + from + "&to=" + to));
            double seconds = (System.nanoTime() - begun) / 1e9;
            if (i < 0) {
                unmeasured.add(seconds);
                continue;
            }
            ours.add(seconds);
            if (i % Math.max(1, asked / naive) == 0 && theirs.size() < naive) {
                naive(connection, from, to); // so that its rows are where they will be looked for
                begun = System.nanoTime();
                Map<String, String> rows = naive(connection, from, to);
                theirs.add((System.nanoTime() - begun) / 1e9);
                rows.forEach((figure, value) -> bench.require(
                        figure(report, figure).equals(value),
                        figure + " is " + figure(report, figure) + " by the report and " + value + " by the rows"));
            }
        }
        bench.report(Figure.of("report.speed.first", "s", Samples.of(unmeasured.get(0)))
                .withoutGoal());
        Samples reports = Samples.of(ours);
        bench.report(Figure.of("report.speed.p99", "s", Samples.of(reports.percentile(0.99)))
                .atMost(1));
        bench.report(Figure.of("report.speed", "s", reports)
                .nextTo("one aggregate over the rows", Samples.of(theirs))
                .timesLess()
                .ratioAtLeast(100));
    }

    private static String figure(JsonNode report, String name) {
        JsonNode node = report;
        for (String part : name.split("\\.")) {
            node = node.path(part);
        }
        return node.isMissingNode() ? report.path("purgeLagSeconds").path(name).asText() : node.asText();
    }

    /** By the names of the report; lags in seconds, rounded as it does. */
    private static Map<String, String> naive(Connection connection, Instant from, Instant to) throws Exception {
        Map<String, String> all = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT %s FROM (%s) AS n".formatted("*", NAIVE.formatted(from, to)))) {
            row.next();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                String name = row.getMetaData().getColumnLabel(i);
                all.put(
                        name,
                        name.contains(".")
                                ? row.getString(i)
                                : seconds((org.postgresql.util.PGInterval) row.getObject(i)));
            }
        }
        return all;
    }

    private static String seconds(org.postgresql.util.PGInterval lag) {
        long micros = ((lag.getDays() * 24L + lag.getHours()) * 60 + lag.getMinutes()) * 60_000_000L
                + lag.getWholeSeconds() * 1_000_000L
                + lag.getMicroSeconds();
        return Double.toString((micros + 500) / 1000 / 1000.0);
    }
}
