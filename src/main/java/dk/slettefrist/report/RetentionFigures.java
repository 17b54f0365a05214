package dk.slettefrist.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;

import dk.slettefrist.platform.Period;

/** Counts the rows. Figures come from the data at the moment of asking, and stay right after rows are stripped. */
@ApplicationScoped
class RetentionFigures {

    private final EntityManager entities;

    RetentionFigures(EntityManager entities) {
        this.entities = entities;
    }

    RetentionReport.Stored stored() {
        Tuple row = one(
                """
                SELECT count(*) FILTER (WHERE NOT flagged) AS unflagged, count(*) FILTER (WHERE flagged) AS flagged,
                    min(expires_at) AS oldest
                FROM recording WHERE sweep_at IS NOT NULL AND state IN ('STORED', 'PURGING')
                """,
                Map.of());
        return new RetentionReport.Stored(count(row, "unflagged"), count(row, "flagged"), instant(row, "oldest"));
    }

    /** The same as {@link #stored}, with sizes. */
    KeptWatch.Kept kept() {
        Tuple row = one(
                """
                SELECT count(*) FILTER (WHERE NOT flagged) AS unflagged, count(*) FILTER (WHERE flagged) AS flagged,
                    coalesce(sum(size_bytes) FILTER (WHERE NOT flagged), 0) AS unflagged_bytes,
                    coalesce(sum(size_bytes) FILTER (WHERE flagged), 0) AS flagged_bytes
                FROM recording WHERE sweep_at IS NOT NULL AND state IN ('STORED', 'PURGING')
                """,
                Map.of());
        return new KeptWatch.Kept(
                count(row, "unflagged"),
                count(row, "unflagged_bytes"),
                count(row, "flagged"),
                count(row, "flagged_bytes"));
    }

    RetentionReport.Overdue overdue(Instant now) {
        Tuple row = one(
                "SELECT count(*) AS overdue, min(expires_at) AS oldest FROM recording WHERE sweep_at IS NOT NULL AND due_at <= :now",
                Map.of("now", now));
        return new RetentionReport.Overdue(count(row, "overdue"), instant(row, "oldest"));
    }

    /** How many of the overdue are so by more than the tolerance. */
    long overdueBeyond(Instant now, Duration tolerance) {
        return overdue(now.minus(tolerance)).count();
    }

    /** How it stands with overdue deletions, in one statement. */
    OverdueWatch.State standing(Instant now, Duration tolerance) {
        Tuple row = one(
                """
                SELECT count(*) AS overdue, count(*) FILTER (WHERE due_at <= :tolerated) AS beyond, min(due_at) AS oldest
                FROM recording WHERE sweep_at IS NOT NULL AND due_at <= :now
                """,
                Map.of("now", now, "tolerated", now.minus(tolerance)));
        Instant oldest = instant(row, "oldest");
        return new OverdueWatch.State(
                count(row, "overdue"),
                count(row, "beyond"),
                oldest == null ? 0 : Duration.between(oldest, now).toSeconds());
    }

    /** How many recordings are known to have no object that can be read. */
    long missing() {
        return count(
                one("SELECT count(*) AS missing FROM recording WHERE missing_since IS NOT NULL", Map.of()), "missing");
    }

    long unmatchedFlags(Period period) {
        Tuple row = one(
                """
                SELECT count(*) AS flags FROM call c
                WHERE flagged AND flagged_at >= :from AND flagged_at < :to
                    AND NOT EXISTS (SELECT FROM recording r WHERE r.call_ref = c.id AND r.flagged AND r.state NOT IN ('REFUSED', 'FAILED'))
                """,
                Map.of("from", period.from(), "to", period.to()));
        return count(row, "flags");
    }

    private Tuple one(String sql, Map<String, Object> parameters) {
        var query = entities.createNativeQuery(sql, Tuple.class);
        parameters.forEach(query::setParameter);
        return (Tuple) query.getSingleResult();
    }

    private static long count(Tuple row, String column) {
        return row.get(column, Number.class).longValue();
    }

    private static Instant instant(Tuple row, String column) {
        return row.get(column, Instant.class);
    }
}
