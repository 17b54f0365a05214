package dk.slettefrist.ingest.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

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

    /** How long what is not listed is remembered: somebody else removed it. */
    private static final Duration UNSEEN = Duration.ofDays(1);

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
        gone(object);
    }

    /** An object is not there any more. */
    @Transactional
    void gone(UUID object) {
        entities.createNativeQuery("DELETE FROM inbox_seen WHERE object = :object")
                .setParameter("object", object)
                .executeUpdate();
    }

    /** Objects are listed; answers when each was first. */
    @Transactional
    Map<UUID, Instant> seen(Collection<UUID> objects, Source source, Instant now) {
        UUID[] listed = objects.stream().distinct().sorted().toArray(UUID[]::new);
        entities.createNativeQuery(
                        """
                        INSERT INTO inbox_seen (object, source, first_seen, last_seen)
                        SELECT unnest(:listed), :source, CAST(:now AS timestamptz), CAST(:now AS timestamptz)
                        ON CONFLICT (object) DO UPDATE SET last_seen = EXCLUDED.last_seen
                            WHERE inbox_seen.last_seen < EXCLUDED.last_seen - interval '1 hour'
                        """)
                .setParameter("listed", listed)
                .setParameter("source", source.name())
                .setParameter("now", now)
                .executeUpdate();
        List<?> rows = entities.createNativeQuery(
                        "SELECT object, first_seen FROM inbox_seen WHERE object = ANY(:listed)", Tuple.class)
                .setParameter("listed", listed)
                .getResultList();
        return rows.stream()
                .map(Tuple.class::cast)
                .collect(Collectors.toMap(
                        row -> row.get("object", UUID.class), row -> row.get("first_seen", Instant.class)));
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
        entities.createNativeQuery("DELETE FROM inbox_seen WHERE last_seen < :then")
                .setParameter("then", now.minus(UNSEEN))
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
