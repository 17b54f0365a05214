package dk.slettefrist.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import dk.slettefrist.retention.RetentionPolicy;

/** A pair of periods in microseconds; see the comments of table {@code retention_policy}. */
@Entity
@Table(name = "retention_policy")
class PolicyEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @Column(name = "effective_from")
    Instant effectiveFrom;

    long unflagged;

    long flagged;

    static PolicyEntity from(RetentionPolicy policy, Instant effectiveFrom) {
        PolicyEntity row = new PolicyEntity();
        row.effectiveFrom = effectiveFrom;
        row.unflagged = policy.unflagged().toNanos() / 1000;
        row.flagged = policy.flagged().toNanos() / 1000;
        return row;
    }

    RetentionPolicy toPolicy() {
        return new RetentionPolicy(Duration.of(unflagged, ChronoUnit.MICROS), Duration.of(flagged, ChronoUnit.MICROS));
    }
}
