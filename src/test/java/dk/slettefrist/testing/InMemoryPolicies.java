package dk.slettefrist.testing;

import java.time.Instant;
import java.util.Optional;

import dk.slettefrist.policy.PolicyRepository;
import dk.slettefrist.retention.RetentionPolicy;

/** The periods in memory. */
final class InMemoryPolicies implements PolicyRepository {

    private final InMemoryDatabase database;

    InMemoryPolicies(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void lock() {
        // There is one transaction at a time.
    }

    @Override
    public RetentionPolicy hold() {
        return current();
    }

    @Override
    public Optional<RetentionPolicy> newest() {
        return database.periods.stream().reduce((before, after) -> after);
    }

    @Override
    public void add(RetentionPolicy policy, Instant effectiveFrom) {
        database.periods.add(policy);
    }
}
