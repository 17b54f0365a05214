package dk.slettefrist.report;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;

import io.quarkus.logging.Log;

import dk.slettefrist.platform.TimeSource;

/**
 * Counts what was purged, a day (in UTC) after the other and each once. A purged row never changes, so what is counted stays right. A day is counted when
 * it is over for {@link #PATIENCE} and no transaction is open that began before its end: nobody can then commit a purge in it any more, of whichever
 * version, unless the database's clock goes back by more; {@link #discardUnlessRight} is for that. It is safe to run twice, late, or on several replicas at
 * once.
 */
@ApplicationScoped
class PurgeTally {

    /** For clocks of database servers that differ, when one takes over from another. */
    static final Duration PATIENCE = Duration.ofHours(1);

    private static final Duration LOOKED_AT_AGAIN = Duration.ofDays(8);

    private static final String PURGED_THEN =
            "FROM recording WHERE state = 'PURGED' AND purged_at >= :day AND purged_at < :end";

    private final EntityManager entities;
    private final TimeSource time;

    PurgeTally(EntityManager entities, TimeSource time) {
        this.entities = entities;
        this.time = time;
    }

    /**
     * Takes back the last days that are counted and added, where they are not those of the rows or are not over yet: the clock went back by more than the
     * patience. They are counted anew then, and until they are, reports count the rows.
     */
    @Transactional
    void discardUnlessRight() {
        Instant until = until();
        if (until == null) {
            return;
        }
        Instant now = time.now();
        Instant from = (until.isAfter(now) ? now : until).minus(LOOKED_AT_AGAIN).truncatedTo(ChronoUnit.DAYS);
        if (!until.isAfter(now) && isRight(from, until)) {
            return;
        }
        Log.warnf(
                "What was purged from %s to %s is counted anew: it is not what the rows say, as when the clock of the database goes back",
                from, until);
        write("DELETE FROM purged_tally WHERE day >= :day", from);
        write("DELETE FROM received_tally WHERE purged >= :day", from);
        write("DELETE FROM purged_sum WHERE until > :day", from);
        write("UPDATE purge_tally_state SET tallied_until = :day, summed_until = least(summed_until, :day)", from);
    }

    private boolean isRight(Instant from, Instant until) {
        return (Boolean) entities.createNativeQuery(
                        """
                        SELECT (SELECT count(*) %s)
                            = (SELECT coalesce(sum(recordings), 0) FROM purged_tally WHERE day >= :day AND day < :end)
                        """
                                .formatted(PURGED_THEN),
                        Boolean.class)
                .setParameter("day", from)
                .setParameter("end", until)
                .getSingleResult();
    }

    private void write(String sql, Instant day) {
        entities.createNativeQuery(sql).setParameter("day", day).executeUpdate();
    }

    /** Counts one day. Answers false when there is none to count. */
    @Transactional
    boolean countOneDay() {
        Instant day = firstUncounted();
        if (day == null) {
            return false;
        }
        Instant end = day.plus(1, ChronoUnit.DAYS);
        if (time.now().isBefore(end.plus(PATIENCE)) || anyoneIsOpenSinceBefore(end)) {
            return false;
        }
        write(
                """
                INSERT INTO purged_tally (day, flagged, lag_ms, lag_ms_up, recordings)
                SELECT :day, flagged, %s, %s, count(*) %s GROUP BY 2, 3, 4
                """
                        .formatted(PeriodFigures.LAG_MS, PeriodFigures.LAG_MS_UP, PURGED_THEN),
                day,
                end);
        write(
                """
                INSERT INTO received_tally (day, purged, flagged, recordings)
                SELECT date_trunc('day', received_at, 'UTC'), :day, flagged, count(*) %s GROUP BY 1, 3
                """
                        .formatted(PURGED_THEN),
                day,
                end);
        entities.createNativeQuery("UPDATE purge_tally_state SET tallied_until = :end")
                .setParameter("end", end)
                .executeUpdate();
        return true;
    }

    /** Nobody else counts until the transaction ends. */
    private Instant until() {
        return instant("SELECT tallied_until AS at FROM purge_tally_state FOR UPDATE");
    }

    private Instant firstUncounted() {
        Instant until = until();
        if (until != null) {
            return until;
        }
        Instant first = instant("SELECT min(purged_at) AS at FROM recording WHERE state = 'PURGED'");
        return first == null ? null : first.truncatedTo(ChronoUnit.DAYS);
    }

    private boolean anyoneIsOpenSinceBefore(Instant end) {
        return (Boolean) entities.createNativeQuery(
                        """
                        SELECT EXISTS (SELECT FROM pg_stat_activity
                            WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start < :end)
                        """,
                        Boolean.class)
                .setParameter("end", end)
                .getSingleResult();
    }

    private Instant instant(String sql) {
        return ((Tuple) entities.createNativeQuery(sql, Tuple.class).getSingleResult()).get("at", Instant.class);
    }

    private void write(String sql, Instant day, Instant end) {
        entities.createNativeQuery(sql)
                .setParameter("day", day)
                .setParameter("end", end)
                .executeUpdate();
    }
}
