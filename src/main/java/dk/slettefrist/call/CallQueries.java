package dk.slettefrist.call;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import dk.slettefrist.platform.Cursor;

/** What operators ask of calls. */
@ApplicationScoped
class CallQueries {

    private static final String TOOK_PART =
            "exists (select 1 from CallFactEntity f where f.callRef = c.id and f.operator = :operator)";

    /** When the operator was last said to take part. */
    private static final String GOT =
            "(select max(f.at) from CallFactEntity f where f.callRef = c.id and f.operator = :operator)";

    /** When another operator came after that; null when none did. */
    private static final String HANDED_ON =
            "(select min(g.at) from CallFactEntity g where g.callRef = c.id and g.operator <> :operator and g.at > "
                    + GOT + ")";

    private final EntityManager entities;

    CallQueries(EntityManager entities) {
        this.entities = entities;
    }

    List<Call> listing(String operator, Instant since, Cursor after, int limit, Instant now) {
        String hql =
                """
                from CallEntity c where c.callId is not null and c.startedAt is not null
                and (c.ongoingUntil > :now
                    or exists (select 1 from RecordingEntity r
                        where r.callRef = c.id and r.state in (RECEIVING, STORED) and r.expiresAt > :now)
                    or c.forgetAt > :now and not exists (select 1 from RecordingEntity r
                        where r.callRef = c.id and r.state <> FAILED))
                """
                        + (operator == null ? "" : "and " + TOOK_PART)
                        + (since == null ? "" : " and c.startedAt >= :since")
                        + (after == null ? "" : " and (c.startedAt < :at or (c.startedAt = :at and c.id < :id))")
                        + " order by c.startedAt desc, c.id desc";
        var query = entities.createQuery(hql, CallEntity.class).setParameter("now", now);
        if (operator != null) {
            query.setParameter("operator", operator);
        }
        if (since != null) {
            query.setParameter("since", since);
        }
        if (after != null) {
            query.setParameter("at", after.at()).setParameter("id", after.uuid());
        }
        return query.setMaxResults(limit)
                .getResultStream()
                .map(CallEntity::toCall)
                .toList();
    }

    /** Prefers what the extension still has to what it handed on, then what it got last. */
    Optional<Call> current(String extension, String source, Instant now) {
        return first(
                "c.ongoingUntil > :now",
                "case when " + HANDED_ON + " is null then 0 else 1 end, " + GOT + " desc, c.startedAt desc, c.id desc",
                extension,
                source,
                Map.of("now", now));
    }

    /** For an extension that handed a call on, it ended there and then, also while it goes on elsewhere. */
    Optional<Call> last(String extension, String source, Instant endedAfter, Instant now) {
        return first(
                "(c.ongoingUntil > :now and " + HANDED_ON + " is not null"
                        + " or (c.ongoingUntil is null or c.ongoingUntil <= :now) and c.endedAt > :endedAfter)",
                "coalesce(" + HANDED_ON + ", c.endedAt) desc, c.id desc",
                extension,
                source,
                Map.of("now", now, "endedAfter", endedAfter));
    }

    private Optional<Call> first(
            String condition, String order, String extension, String source, Map<String, Instant> times) {
        String hql = "from CallEntity c where " + condition + " and " + TOOK_PART
                + (source == null ? "" : " and c.source = :source") + " order by " + order;
        var query = entities.createQuery(hql, CallEntity.class).setParameter("operator", extension);
        if (source != null) {
            query.setParameter("source", source);
        }
        times.forEach(query::setParameter);
        return query.setMaxResults(1).getResultStream().findFirst().map(CallEntity::toCall);
    }
}
