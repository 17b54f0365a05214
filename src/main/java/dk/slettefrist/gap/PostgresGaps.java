package dk.slettefrist.gap;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;

import org.jboss.logging.Logger;

import dk.slettefrist.platform.Cursor;
import dk.slettefrist.platform.Ids;
import dk.slettefrist.platform.Period;
import dk.slettefrist.platform.Restraint;

/** Gaps in PostgreSQL. */
@ApplicationScoped
class PostgresGaps implements Gaps {

    private static final Logger LOG = Logger.getLogger(PostgresGaps.class);

    /** What comes to light in passing; those who look for the others say what they find. */
    private static final Set<GapKind> SAID_HERE =
            EnumSet.of(GapKind.EMPTY_RECORDING, GapKind.TRUNCATED_RECORDING, GapKind.RECORDING_FAILED);

    private final Restraint restraint = new Restraint();
    private final EntityManager entities;

    PostgresGaps(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public void found(GapKind kind, UUID subject, String source, Instant at, Instant now) {
        int news = entities.createNativeQuery(
                        """
                        INSERT INTO gap (id, kind, subject, source, at, found_at)
                        VALUES (:id, :kind, :subject, :source, :at, :now) ON CONFLICT DO NOTHING
                        """)
                .setParameter("id", Ids.next())
                .setParameter("kind", kind.name())
                .setParameter("subject", subject)
                .setParameter("source", source)
                .setParameter("at", at)
                .setParameter("now", now)
                .executeUpdate();
        if (news == 1 && SAID_HERE.contains(kind)) {
            restraint.say(
                    kind + " " + source,
                    times -> LOG.warnf(
                            "Gaps between PBX and service kind=%s source=%s count=%d; see /api/v1/reports/gaps",
                            kind, source, times));
        }
    }

    @Override
    public void closed(GapKind kind, UUID subject, Instant now) {
        entities.createNativeQuery(
                        "UPDATE gap SET closed_at = :now WHERE kind = :kind AND subject = :subject AND closed_at IS NULL")
                .setParameter("kind", kind.name())
                .setParameter("subject", subject)
                .setParameter("now", now)
                .executeUpdate();
    }

    @Override
    @Transactional
    public List<Gap> page(Period period, Cursor after, int limit) {
        String beyond = after == null ? "" : "AND (found_at, id) > (:after, :id)";
        var query = entities.createNativeQuery(
                        """
                        SELECT id, kind, subject, source, at, found_at, closed_at FROM gap
                        WHERE found_at >= :from AND found_at < :to %s ORDER BY found_at, id LIMIT :limit
                        """
                                .formatted(beyond),
                        Tuple.class)
                .setParameter("from", period.from())
                .setParameter("to", period.to())
                .setParameter("limit", limit);
        if (after != null) {
            query.setParameter("after", after.at()).setParameter("id", after.uuid());
        }
        return ((List<?>) query.getResultList())
                .stream().map(row -> gap((Tuple) row)).toList();
    }

    private static Gap gap(Tuple row) {
        GapKind kind = GapKind.valueOf(row.get("kind", String.class));
        return new Gap(
                row.get("id", UUID.class),
                kind,
                kind.about(),
                row.get("subject", UUID.class),
                row.get("source", String.class),
                row.get("at", Instant.class),
                row.get("found_at", Instant.class),
                row.get("closed_at", Instant.class));
    }
}
