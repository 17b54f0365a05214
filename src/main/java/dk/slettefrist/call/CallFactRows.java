package dk.slettefrist.call;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

import dk.slettefrist.platform.Ids;

/** What was told of calls, in PostgreSQL. */
@ApplicationScoped
class CallFactRows implements PanacheRepositoryBase<CallFactEntity, UUID> {

    void add(UUID call, CallFact fact) {
        getEntityManager()
                .createQuery(
                        """
                        insert into CallFactEntity (id, callRef, kind, at, operator, queue, caller, callee, direction)
                        values (:id, :call, :kind, :at, :operator, :queue, :caller, :callee, :direction)
                        on conflict do nothing
                        """)
                .setParameter("id", Ids.next())
                .setParameter("call", call)
                .setParameter("kind", fact.kind())
                .setParameter("at", fact.at())
                .setParameter("operator", fact.operator())
                .setParameter("queue", fact.queue())
                .setParameter("caller", fact.caller())
                .setParameter("callee", fact.callee())
                .setParameter("direction", fact.direction())
                .executeUpdate();
        if (fact.kind() != CallFact.Kind.RECORDED) {
            remember(call, fact.kind() == CallFact.Kind.ANSWERED);
        }
    }

    /** That events told of the call stays when they are deleted: who looks for gaps asks later. */
    private void remember(UUID call, boolean answered) {
        getEntityManager()
                .createNativeQuery("UPDATE call SET told = true, answered = answered OR :answered WHERE id = :call")
                .setParameter("answered", answered)
                .setParameter("call", call)
                .executeUpdate();
    }

    List<CallFact> of(UUID call) {
        return find("callRef = ?1", call).stream().map(CallFactEntity::toFact).toList();
    }

    Map<UUID, List<CallFact>> of(Collection<UUID> calls) {
        return find("callRef in ?1", calls).stream()
                .collect(Collectors.groupingBy(
                        row -> row.callRef, Collectors.mapping(CallFactEntity::toFact, Collectors.toList())));
    }
}
