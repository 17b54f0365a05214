package dk.slettefrist.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;

/**
 * Adds the days up that {@link PurgeTally} counted, of whichever version: those of each month so far, and all months so far. What was purged between any two
 * midnights (in UTC) is then the difference of two sums, however many days lie between them. It is safe to run twice, late, or on several replicas at once.
 */
@ApplicationScoped
class PurgeSums {

    /** The sum since the first until {@code :end}: that since the first until the second, and the third on top. */
    private static final String ADD =
            """
            INSERT INTO purged_sum (since, until, flagged, lag_ms, lag_ms_up, recordings)
            SELECT %1$s, :end, flagged, lag_ms, lag_ms_up, sum(recordings) FROM (
                SELECT flagged, lag_ms, lag_ms_up, recordings FROM purged_sum WHERE since = %1$s AND until = %2$s
                UNION ALL %3$s
            ) AS added GROUP BY flagged, lag_ms, lag_ms_up
            """;

    /** The sum of the month to the day before, and the day. */
    private static final String DAY = ADD.formatted(
            "CAST(:month AS timestamptz)",
            ":day",
            "SELECT flagged, lag_ms, lag_ms_up, recordings FROM purged_tally WHERE day = :day");

    /** The sum of all months before, and the whole month. */
    private static final String MONTH = ADD.formatted(
            "CAST('-infinity' AS timestamptz)",
            ":month",
            "SELECT flagged, lag_ms, lag_ms_up, recordings FROM purged_sum WHERE since = :month AND until = :end");

    private final EntityManager entities;

    PurgeSums(EntityManager entities) {
        this.entities = entities;
    }

    /** Adds one day. Answers false when no counted one is left. */
    @Transactional
    boolean addOneDay() {
        Tuple state = lock();
        Instant day = state.get("day", Instant.class);
        Instant counted = state.get("counted", Instant.class);
        if (day == null || counted == null || !day.isBefore(counted)) {
            return false;
        }
        Instant end = day.plus(1, ChronoUnit.DAYS);
        Instant month = monthOf(day);
        entities.createNativeQuery(DAY)
                .setParameter("day", day)
                .setParameter("month", month)
                .setParameter("end", end)
                .executeUpdate();
        if (end.equals(monthOf(end))) {
            entities.createNativeQuery(MONTH)
                    .setParameter("month", month)
                    .setParameter("end", end)
                    .executeUpdate();
        }
        entities.createNativeQuery("UPDATE purge_tally_state SET summed_until = :end")
                .setParameter("end", end)
                .executeUpdate();
        return true;
    }

    /** Nobody else counts or adds until the transaction ends. */
    private Tuple lock() {
        return (Tuple) entities.createNativeQuery(
                        """
                        SELECT coalesce(summed_until, (SELECT min(day) FROM purged_tally)) AS day, tallied_until AS counted
                        FROM purge_tally_state FOR UPDATE
                        """,
                        Tuple.class)
                .getSingleResult();
    }

    /** Where the month begins. */
    static Instant monthOf(Instant at) {
        return at.atOffset(ZoneOffset.UTC)
                .withDayOfMonth(1)
                .truncatedTo(ChronoUnit.DAYS)
                .toInstant();
    }
}
