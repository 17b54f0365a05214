package dk.slettefrist.report;

import java.time.Instant;
import java.util.List;

/**
 * Whether the rule is kept, as numbers. {@code received} and {@code purged} are of the period; {@code stored}, {@code overdue},
 * {@code unmatchedFlags} and {@code missing} say how it stands when the report is made, {@code unmatchedFlags} of the flags set in the
 * period.
 *
 * @param missing recordings that should be in the object store and are not
 * @param findings why it is not compliant; empty when it is
 */
public record RetentionReport(
        Instant from,
        Instant to,
        Instant generatedAt,
        Policy policy,
        Received received,
        Stored stored,
        Purged purged,
        PurgeLag purgeLagSeconds,
        Overdue overdue,
        long unmatchedFlags,
        long missing,
        boolean compliant,
        List<String> findings) {

    /** The periods in force, ISO-8601. */
    public record Policy(String unflagged, String flagged) {}

    /**
     * Recordings whose upload began in the period, by how they are flagged now.
     *
     * @param refusedLate came after their deadline
     * @param failed began to arrive and never did
     */
    public record Received(long unflagged, long flagged, long refusedLate, long failed) {}

    /**
     * Recordings whose bytes may exist, also while they are being deleted.
     *
     * @param oldestExpiresAt the earliest deadline among them, null when there are none
     */
    public record Stored(long unflagged, long flagged, Instant oldestExpiresAt) {}

    /** @param late purged later than due by more than the tolerance */
    public record Purged(long unflagged, long flagged, long late) {}

    /** From due to purged, of those purged in the period. */
    public record PurgeLag(double p50, double p99, double max) {}

    /**
     * Whatever is due and may still have bytes.
     *
     * @param oldestExpiresAt the earliest deadline among them, null when there are none
     */
    public record Overdue(long count, Instant oldestExpiresAt) {}
}
