package dk.slettefrist.ingest.inbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;

import dk.slettefrist.gap.GapKind;
import dk.slettefrist.gap.Gaps;
import dk.slettefrist.source.Source;

/** What all replicas know of inboxes: how the last round through each ended. Any replica may have made it. */
@ApplicationScoped
class InboxBook {

    private final EntityManager entities;
    private final Gaps gaps;

    InboxBook(EntityManager entities, Gaps gaps) {
        this.entities = entities;
        this.gaps = gaps;
    }

    /** An object will never be taken; it is written down once. */
    @Transactional
    void refused(UUID object, Source source, Instant came, Instant now) {
        gaps.found(GapKind.OBJECT_REFUSED, object, source.name(), came.isBefore(now) ? came : now, now);
    }

    /** An object that may have been refused before was taken after all, or need not be. */
    @Transactional
    void settled(UUID object, Instant now) {
        entities.createNativeQuery(
                        "UPDATE gap SET closed_at = :now WHERE kind = :kind AND subject = :object AND closed_at IS NULL")
                .setParameter("now", now)
                .setParameter("kind", GapKind.OBJECT_REFUSED.name())
                .setParameter("object", object)
                .executeUpdate();
    }

    @Transactional
    void ended(Source source, Tally round, Instant now) {
        entities.createNativeQuery(
                        """
                        INSERT INTO inbox (source, looked_at, failing_since, waiting, refused)
                        VALUES (:source, :now, CASE WHEN :failed THEN CAST(:now AS timestamptz) END, :waiting, :refused)
                        ON CONFLICT (source) DO UPDATE SET looked_at = EXCLUDED.looked_at,
                            failing_since = CASE WHEN :failed THEN coalesce(inbox.failing_since, EXCLUDED.looked_at) END,
                            waiting = EXCLUDED.waiting, refused = EXCLUDED.refused
                        """)
                .setParameter("source", source.name())
                .setParameter("now", now)
                .setParameter("failed", round.isFailing())
                .setParameter("waiting", round.waiting())
                .setParameter("refused", round.refusals())
                .executeUpdate();
    }

    /** Forgets inboxes that are not configured any more. */
    @Transactional
    void keepOnly(List<String> sources) {
        entities.createNativeQuery("DELETE FROM inbox WHERE NOT source = ANY(:sources)")
                .setParameter("sources", sources.toArray(String[]::new))
                .executeUpdate();
    }

    @Transactional
    List<State> all() {
        List<?> rows = entities.createNativeQuery(
                        "SELECT source, looked_at, failing_since, waiting, refused FROM inbox ORDER BY source",
                        Tuple.class)
                .getResultList();
        return rows.stream().map(Tuple.class::cast).map(InboxBook::state).toList();
    }

    private static State state(Tuple row) {
        return new State(
                row.get("source", String.class),
                row.get("looked_at", Instant.class),
                row.get("failing_since", Instant.class),
                row.get("waiting", Integer.class),
                row.get("refused", Integer.class));
    }

    /** @param failingSince null when all went well */
    record State(String source, Instant lookedAt, Instant failingSince, int waiting, int refused) {}
}
