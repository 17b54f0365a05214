package dk.slettefrist.report;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;

import dk.slettefrist.platform.Period;

/**
 * What was received and purged in a period: of the whole days that are counted from {@link PurgeTally} and {@link PurgeSums}, of the rest from the rows. The
 * figures are the same as from the rows alone.
 */
@ApplicationScoped
class PeriodFigures {

    /** Of a row. Half up, away from zero. */
    static final String LAG_MS = "CAST(round(extract(epoch FROM purged_at - due_at) * 1000) AS bigint)";

    static final String LAG_MS_UP = "CAST(ceil(extract(epoch FROM purged_at - due_at) * 1000) AS bigint)";

    /**
     * A plan made once for any period takes each range for a narrow one. So where a row must also be purged since then, or stored, the time of receipt is no
     * condition but a filter, or the recordings of years were read for it; and what was purged since then is a range with two ends.
     */
    private static final String RECEIVED =
            """
            SELECT coalesce(sum(n) FILTER (WHERE NOT flagged), 0) AS unflagged, coalesce(sum(n) FILTER (WHERE flagged), 0) AS flagged FROM (
                SELECT flagged, recordings AS n FROM received_tally WHERE day >= :first AND day < :last
                UNION ALL SELECT flagged, count(*) FILTER (WHERE received_at >= :first AND received_at < :last) FROM recording
                    WHERE state = 'PURGED' AND purged_at >= :until AND purged_at < 'infinity' GROUP BY flagged
                UNION ALL SELECT flagged, count(*) FROM recording
                    WHERE state = 'PURGED' AND received_at >= :from AND received_at < :first GROUP BY flagged
                UNION ALL SELECT flagged, count(*) FROM recording
                    WHERE state = 'PURGED' AND received_at >= :last AND received_at < :to GROUP BY flagged
                UNION ALL SELECT flagged, count(*) FILTER (WHERE received_at >= :from AND received_at < :to) FROM recording
                    WHERE sweep_at IS NOT NULL AND state IN ('STORED', 'PURGING') GROUP BY flagged
            ) AS counted
            """;

    private static final String NEVER_STORED =
            """
            SELECT count(*) FILTER (WHERE state = 'REFUSED') AS refused, count(*) FILTER (WHERE state = 'FAILED') AS failed
            FROM recording WHERE state IN ('REFUSED', 'FAILED') AND received_at >= :from AND received_at < :to
            """;

    /**
     * Of the days from first to before summed: what is in the sums until then and not in those until the first; within one month those since ever are the
     * same, and not read. The percentiles as {@code percentile_disc} has them: the first lag that so large a share does not exceed.
     */
    private static final String PURGED =
            """
            WITH counted AS (
                SELECT flagged, lag_ms, lag_ms_up, CAST(recordings AS integer) * sign AS n FROM purged_sum JOIN (
                    VALUES (CAST(:summed_month AS timestamptz), CAST(:summed AS timestamptz), 1), (:first_month, :first, -1)
                    UNION ALL SELECT * FROM (VALUES
                        (CAST('-infinity' AS timestamptz), CAST(:summed_month AS timestamptz), 1), ('-infinity', :first_month, -1)) AS ever
                        WHERE CAST(:summed_month AS timestamptz) <> CAST(:first_month AS timestamptz)
                ) AS sums (since, until, sign) USING (since, until)
                UNION ALL SELECT flagged, lag_ms, lag_ms_up, CAST(recordings AS integer) FROM purged_tally WHERE day >= :summed AND day < :last
                UNION ALL SELECT flagged, %1$s, %2$s, 1 FROM recording WHERE state = 'PURGED' AND purged_at >= :from AND purged_at < :first
                UNION ALL SELECT flagged, %1$s, %2$s, 1 FROM recording WHERE state = 'PURGED' AND purged_at >= :last AND purged_at < :to
            ), lags AS (
                SELECT lag_ms, sum(n) FILTER (WHERE NOT flagged) AS unflagged, sum(n) FILTER (WHERE flagged) AS flagged,
                    sum(n) FILTER (WHERE lag_ms_up > :tolerance) AS late, sum(n) AS n
                FROM counted GROUP BY lag_ms HAVING sum(n) > 0
            ), ordered AS (
                SELECT *, sum(n) OVER (ORDER BY lag_ms) AS up_to, CAST(sum(n) OVER () AS double precision) AS total FROM lags
            )
            SELECT coalesce(sum(unflagged), 0) AS unflagged, coalesce(sum(flagged), 0) AS flagged, coalesce(sum(late), 0) AS late,
                coalesce(min(lag_ms) FILTER (WHERE up_to >= ceil(0.5 * total)), 0) AS p50,
                coalesce(min(lag_ms) FILTER (WHERE up_to >= ceil(0.99 * total)), 0) AS p99, coalesce(max(lag_ms), 0) AS max
            FROM ordered
            """
                    .formatted(LAG_MS, LAG_MS_UP);

    private final EntityManager entities;

    PeriodFigures(EntityManager entities) {
        this.entities = entities;
    }

    RetentionReport.Received received(Period period) {
        Instant until = tallied().get("until", Instant.class);
        Map<String, Object> parameters = days(period, until == null ? Instant.EPOCH : period.to());
        parameters.put("until", until == null ? period.to() : until);
        Tuple stored = one(RECEIVED, parameters);
        Tuple never = one(NEVER_STORED, Map.of("from", period.from(), "to", period.to()));
        return new RetentionReport.Received(
                count(stored, "unflagged"), count(stored, "flagged"), count(never, "refused"), count(never, "failed"));
    }

    /** @param tolerance of whole milliseconds */
    Purged purged(Period period, Duration tolerance) {
        Tuple tallied = tallied();
        Instant until = tallied.get("until", Instant.class);
        Map<String, Object> parameters = days(period, until == null ? Instant.EPOCH : until);
        Instant first = (Instant) parameters.get("first");
        Instant summed = summed(first, (Instant) parameters.get("last"), tallied.get("summed", Instant.class));
        parameters.put("first_month", PurgeSums.monthOf(first));
        parameters.put("summed", summed);
        parameters.put("summed_month", PurgeSums.monthOf(summed));
        parameters.put("tolerance", tolerance.toMillis());
        Tuple row = one(PURGED, parameters);
        return new Purged(
                new RetentionReport.Purged(count(row, "unflagged"), count(row, "flagged"), count(row, "late")),
                new RetentionReport.PurgeLag(seconds(row, "p50"), seconds(row, "p99"), seconds(row, "max")));
    }

    /** How many, and how late. */
    record Purged(RetentionReport.Purged counts, RetentionReport.PurgeLag lag) {}

    private Tuple tallied() {
        // Nothing is over that lies in the future: the clock went back, and the job has not looked yet.
        return one(
                """
                SELECT tallied_until AS until, summed_until AS summed FROM (VALUES (1)) AS always
                    LEFT JOIN purge_tally_state ON tallied_until <= clock_timestamp()
                """,
                Map.of());
    }

    /** Until when the whole days are taken from the sums; the first of them where none is in these. */
    private static Instant summed(Instant first, Instant last, Instant until) {
        if (until == null || until.isBefore(first)) {
            return first;
        }
        return until.isBefore(last) ? until : last;
    }

    /** The whole days of the period that end before then, from {@code first} to before {@code last}; both at its end where there are none. */
    private static Map<String, Object> days(Period period, Instant before) {
        Instant first = period.from().minusNanos(1).truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        Instant last = (before.isBefore(period.to()) ? before : period.to()).truncatedTo(ChronoUnit.DAYS);
        boolean none = !first.isBefore(last);
        return new HashMap<>(Map.of(
                "from",
                period.from(),
                "to",
                period.to(),
                "first",
                none ? period.to() : first,
                "last",
                none ? period.to() : last));
    }

    private Tuple one(String sql, Map<String, Object> parameters) {
        var query = entities.createNativeQuery(sql, Tuple.class);
        parameters.forEach(query::setParameter);
        return (Tuple) query.getSingleResult();
    }

    private static long count(Tuple row, String column) {
        return row.get(column, Number.class).longValue();
    }

    private static double seconds(Tuple row, String column) {
        return count(row, column) / 1000.0;
    }
}
