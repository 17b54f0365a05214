package dk.slettefrist.policy;

import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.quarkus.panache.common.Sort;

import dk.slettefrist.retention.RetentionPolicy;

/** The periods in PostgreSQL. */
@ApplicationScoped
class PostgresPolicies implements PolicyRepository, PanacheRepository<PolicyEntity> {

    @Override
    public void lock() {
        getEntityManager()
                .createNativeQuery("LOCK TABLE retention_policy IN SHARE ROW EXCLUSIVE MODE")
                .executeUpdate();
    }

    @Override
    public Optional<RetentionPolicy> newest() {
        return findAll(Sort.descending("id")).firstResultOptional().map(PolicyEntity::toPolicy);
    }

    @Override
    public void add(RetentionPolicy policy, Instant effectiveFrom) {
        persistAndFlush(PolicyEntity.from(policy, effectiveFrom));
    }
}
