package dk.slettefrist.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;

import dk.slettefrist.platform.Cursor;
import dk.slettefrist.platform.Period;

/** Lists what was purged, in ascending order of time. */
@ApplicationScoped
class Deletions {

    private final EntityManager entities;

    Deletions(EntityManager entities) {
        this.entities = entities;
    }

    @Transactional
    List<Deletion> page(Period period, Cursor after, int limit) {
        String beyond = after == null ? "" : "AND (purged_at, id) > (:at, :id)";
        var query = entities.createNativeQuery(
                        """
                        SELECT id, flagged, expires_at, due_at, purged_at, size_bytes FROM recording
                        WHERE state = 'PURGED' AND purged_at >= :from AND purged_at < :to %s
                        ORDER BY purged_at, id LIMIT :limit
                        """
                                .formatted(beyond),
                        Tuple.class)
                .setParameter("from", period.from())
                .setParameter("to", period.to())
                .setParameter("limit", limit);
        if (after != null) {
            query.setParameter("at", after.at()).setParameter("id", after.uuid());
        }
        return ((List<?>) query.getResultList())
                .stream().map(row -> deletion((Tuple) row)).toList();
    }

    /** Where the listing goes on after a deletion. */
    static Cursor cursor(Deletion last) {
        return new Cursor(last.purgedAt(), last.id().toString());
    }

    private static Deletion deletion(Tuple row) {
        Instant dueAt = row.get("due_at", Instant.class);
        Instant purgedAt = row.get("purged_at", Instant.class);
        return new Deletion(
                row.get("id", UUID.class),
                row.get("flagged", Boolean.class),
                row.get("expires_at", Instant.class),
                dueAt,
                purgedAt,
                Duration.between(dueAt, purgedAt).toMillis() / 1000.0,
                row.get("size_bytes", Number.class).longValue());
    }
}
