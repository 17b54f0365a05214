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

    /** In the space of two numbers, apart from the one-number locks of calls. */
    private static final int LOCK = 1;

    @Override
    public void lock() {
        advise("pg_advisory_xact_lock");
    }

    @Override
    public RetentionPolicy hold() {
        advise("pg_advisory_xact_lock_shared");
        return current();
    }

    private void advise(String function) {
        getEntityManager()
                .createNativeQuery("SELECT 1 FROM " + function + "(:periods, 0)")
                .setParameter("periods", LOCK)
                .getSingleResult();
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
