package dk.slettefrist.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import dk.slettefrist.platform.Cursor;

/** What operators ask of calls. */
@ApplicationScoped
class CallQueries {

    private static final String TOOK_PART =
            "exists (select 1 from CallFactEntity f where f.callRef = c.id and f.operator = :operator)";

    private final EntityManager entities;

    CallQueries(EntityManager entities) {
        this.entities = entities;
    }

    List<Call> listing(String operator, Instant since, Cursor after, int limit, Instant now) {
        String hql =
                """
                from CallEntity c where c.callId is not null and c.startedAt is not null
                and (c.forgetAt > :now or exists (select 1 from RecordingEntity r
                    where r.callRef = c.id and r.state in (RECEIVING, STORED) and r.expiresAt > :now))
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

    Optional<Call> current(String extension, Instant now) {
        return entities.createQuery(
                        "from CallEntity c where c.ongoingUntil > :now and " + TOOK_PART
                                + " order by c.startedAt desc, c.id desc",
                        CallEntity.class)
                .setParameter("now", now)
                .setParameter("operator", extension)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(CallEntity::toCall);
    }

    Optional<Call> last(String extension, Instant endedAfter, Instant now) {
        return entities.createQuery(
                        "from CallEntity c where (c.ongoingUntil is null or c.ongoingUntil <= :now) and c.endedAt > :endedAfter and "
                                + TOOK_PART + " order by c.endedAt desc, c.id desc",
                        CallEntity.class)
                .setParameter("now", now)
                .setParameter("endedAfter", endedAfter)
                .setParameter("operator", extension)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(CallEntity::toCall);
    }
}
