package dk.slettefrist.gap;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.source.Recorded;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.Sources;

/**
 * Looks for gaps in the rows: each kind by one bounded statement that writes down what it finds, once. Where a source is not configured, the
 * defaults of the generic kind hold for it. A source that tells of answered calls owes a recording for those only; one that never told of
 * any call owes none to its recordings. A recording that lies ready at its PBX is not missing while it is tried to fetch it.
 */
@ApplicationScoped
class GapSearch {

    private static final String INSERT = "INSERT INTO gap (id, kind, subject, source, at, found_at) ";
    private static final String NEWS = " ON CONFLICT DO NOTHING";

    private static final String CALLS = INSERT
            + """
            SELECT gen_random_uuid(), 'CALL_WITHOUT_RECORDING', c.id, c.source, coalesce(c.ended_at, c.ongoing_until), :now FROM call c
            WHERE coalesce(c.ended_at, c.ongoing_until) > :since AND coalesce(c.ended_at, c.ongoing_until) <= :before AND c.told
                AND (c.ongoing_until IS NULL OR c.ongoing_until <= :now)
                AND NOT c.source = ANY(:none)
                AND (c.answered OR c.source = ANY(:all)
                    OR NOT EXISTS (SELECT FROM call a WHERE a.source = c.source AND a.answered))
                AND NOT EXISTS (SELECT FROM recording r WHERE r.call_ref = c.id AND r.state IN ('RECEIVING', 'STORED', 'PURGING', 'PURGED'))
                AND NOT EXISTS (SELECT FROM media_fetch f WHERE f.source = c.source AND f.call_key = c.call_key
                    AND f.state = 'TO_FETCH' AND f.give_up_at > :now)
                AND NOT EXISTS (SELECT FROM gap g WHERE g.kind = 'CALL_WITHOUT_RECORDING' AND g.subject = c.id)
            ORDER BY coalesce(c.ended_at, c.ongoing_until) LIMIT :limit
            """
            + NEWS;

    private static final String RECORDINGS = INSERT
            + """
            SELECT gen_random_uuid(), 'RECORDING_WITHOUT_CALL', r.id, r.source, r.received_at, :now
            FROM recording r JOIN call c ON c.id = r.call_ref
            WHERE r.received_at > :since AND r.received_at <= :before AND r.state IN ('STORED', 'PURGING', 'PURGED')
                AND NOT c.told AND NOT r.source = ANY(:silent)
                AND EXISTS (SELECT FROM call t WHERE t.source = r.source AND t.told)
                AND NOT EXISTS (SELECT FROM gap g WHERE g.kind = 'RECORDING_WITHOUT_CALL' AND g.subject = r.id)
            ORDER BY r.received_at LIMIT :limit
            """
            + NEWS;

    private static final String FLAGS = INSERT
            + """
            SELECT gen_random_uuid(), 'FLAG_WITHOUT_RECORDING', c.id, c.source, c.flagged_at, :now FROM call c
            WHERE c.flagged AND c.flagged_at > :since AND c.flagged_at <= :before
                AND (c.ended_at IS NULL AND c.ongoing_until IS NULL OR c.ended_at <= :before)
                AND NOT EXISTS (SELECT FROM recording r WHERE r.call_ref = c.id AND r.state IN ('RECEIVING', 'STORED', 'PURGING', 'PURGED'))
                AND NOT EXISTS (SELECT FROM media_fetch f WHERE f.source = c.source AND f.call_key = c.call_key
                    AND f.state = 'TO_FETCH' AND f.give_up_at > :now)
                AND NOT EXISTS (SELECT FROM gap g WHERE g.kind = 'FLAG_WITHOUT_RECORDING' AND g.subject = c.id)
            ORDER BY c.flagged_at LIMIT :limit
            """
            + NEWS;

    private static final String CLOSE =
            """
            UPDATE gap SET closed_at = :now WHERE closed_at IS NULL AND found_at > :since AND (
                kind IN ('CALL_WITHOUT_RECORDING', 'FLAG_WITHOUT_RECORDING') AND EXISTS (
                    SELECT FROM recording r WHERE r.call_ref = subject AND r.state IN ('STORED', 'PURGING', 'PURGED'))
                OR kind = 'RECORDING_WITHOUT_CALL' AND EXISTS (
                    SELECT FROM recording r JOIN call c ON c.id = r.call_ref WHERE r.id = subject AND c.told))
            """;

    private final EntityManager entities;
    private final Sources sources;
    private final GapSettings settings;
    private final TimeSource time;

    GapSearch(EntityManager entities, Sources sources, GapSettings settings, TimeSource time) {
        this.entities = entities;
        this.sources = sources;
        this.settings = settings;
        this.time = time;
    }

    /** How many gaps were not known before, by kind; kinds without any are left out. */
    @Transactional
    Map<GapKind, Integer> run() {
        Instant now = time.now();
        Map<GapKind, Integer> found = new EnumMap<>(GapKind.class);
        found.put(
                GapKind.CALL_WITHOUT_RECORDING,
                search(CALLS, now, Map.of("none", names(Recorded.NONE), "all", names(Recorded.ALL))));
        found.put(GapKind.RECORDING_WITHOUT_CALL, search(RECORDINGS, now, Map.of("silent", silent())));
        found.put(GapKind.FLAG_WITHOUT_RECORDING, search(FLAGS, now, Map.of()));
        entities.createNativeQuery(CLOSE)
                .setParameter("now", now)
                .setParameter("since", now.minus(settings.lookBack()))
                .executeUpdate();
        found.values().removeIf(count -> count == 0);
        return found;
    }

    private int search(String statement, Instant now, Map<String, Object> more) {
        var query = entities.createNativeQuery(statement)
                .setParameter("now", now)
                .setParameter("since", now.minus(settings.lookBack()))
                .setParameter("before", now.minus(settings.after()))
                .setParameter("limit", settings.batchSize());
        more.forEach(query::setParameter);
        return query.executeUpdate();
    }

    private String[] names(Recorded recorded) {
        return sources.all().stream()
                .filter(source -> source.recorded() == recorded)
                .map(Source::name)
                .toArray(String[]::new);
    }

    private String[] silent() {
        return sources.all().stream()
                .filter(source -> !source.tellsOfCalls())
                .map(Source::name)
                .toArray(String[]::new);
    }
}
