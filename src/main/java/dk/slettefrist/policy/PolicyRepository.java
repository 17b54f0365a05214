package dk.slettefrist.policy;

import java.time.Instant;
import java.util.Optional;

import dk.slettefrist.retention.RetentionPolicy;

/** The port to the periods that were and are in force. The newest row decides for every replica, whatever each was started with. */
public interface PolicyRepository {

    /** Lets one transaction at a time change the periods. Held until the transaction ends. */
    void lock();

    /** The periods in force; empty before the very first start. */
    Optional<RetentionPolicy> newest();

    /** Puts other periods in force. */
    void add(RetentionPolicy policy, Instant effectiveFrom);

    /**
     * The periods in force, which nobody changes until the transaction ends. To be asked for before a deadline is written, and before any row
     * is locked.
     */
    RetentionPolicy hold();

    /** The periods in force. */
    default RetentionPolicy current() {
        return inForce(newest());
    }

    /** @throws IllegalStateException when there are none */
    static RetentionPolicy inForce(Optional<RetentionPolicy> newest) {
        return newest.orElseThrow(() -> new IllegalStateException("no retention policy was put in force at start-up"));
    }
}
