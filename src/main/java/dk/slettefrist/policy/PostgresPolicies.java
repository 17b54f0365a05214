package dk.slettefrist.policy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import org.hibernate.Session;

import dk.slettefrist.retention.RetentionPolicy;

/** The periods in PostgreSQL, in microseconds. Without a mapped row: every upload and flag asks for them first. */
@ApplicationScoped
class PostgresPolicies implements PolicyRepository {

    private static final String NEWEST = "SELECT unflagged, flagged FROM retention_policy ORDER BY id DESC LIMIT 1";

    /** One round trip, two statements: the second sees what was committed before the first had the lock. Of two numbers, apart from the locks of calls. */
    private static final String HOLD = "SELECT pg_advisory_xact_lock_shared(1, 0);" + NEWEST;

    private static final String LOCK = "SELECT 1 FROM pg_advisory_xact_lock(1, 0)";

    private final EntityManager entities;

    PostgresPolicies(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public void lock() {
        entities.createNativeQuery(LOCK, Integer.class).getSingleResult();
    }

    @Override
    public RetentionPolicy hold() {
        return PolicyRepository.inForce(entities.unwrap(Session.class).doReturningWork(PostgresPolicies::hold));
    }

    private static Optional<RetentionPolicy> hold(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(HOLD)) {
            statement.execute();
            statement.getMoreResults(); // the periods, after the lock's
            try (var rows = statement.getResultSet()) {
                return first(rows);
            }
        }
    }

    @Override
    public Optional<RetentionPolicy> newest() {
        return entities.unwrap(Session.class).doReturningWork(PostgresPolicies::newest);
    }

    private static Optional<RetentionPolicy> newest(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(NEWEST);
                var rows = statement.executeQuery()) {
            return first(rows);
        }
    }

    @Override
    public void add(RetentionPolicy policy, Instant effectiveFrom) {
        entities.createNativeQuery(
                        """
                        INSERT INTO retention_policy (effective_from, unflagged, flagged)
                        VALUES (:from, :unflagged, :flagged)
                        """)
                .setParameter("from", effectiveFrom)
                .setParameter("unflagged", policy.unflagged().toNanos() / 1000)
                .setParameter("flagged", policy.flagged().toNanos() / 1000)
                .executeUpdate();
    }

    private static Optional<RetentionPolicy> first(ResultSet rows) throws SQLException {
        return rows.next()
                ? Optional.of(new RetentionPolicy(micros(rows.getLong("unflagged")), micros(rows.getLong("flagged"))))
                : Optional.empty();
    }

    private static Duration micros(long count) {
        return Duration.of(count, ChronoUnit.MICROS);
    }
}
