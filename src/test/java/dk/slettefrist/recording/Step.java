package dk.slettefrist.recording;

import static dk.slettefrist.recording.RecordingContract.AUDIO;
import static dk.slettefrist.recording.RecordingContract.LEASE;
import static dk.slettefrist.testing.Times.LONG;
import static dk.slettefrist.testing.Times.NOW;
import static dk.slettefrist.testing.Times.SHORT;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/** Every change that the port offers, taken before the deadline where that matters, and where it is legal. */
enum Step {
    RENAME((all, r) -> all.rename(draft(r), NOW), Standing.RECEIVING),
    RENEW((all, r) -> all.renewLease(r.id(), NOW.plus(LEASE), NOW), Standing.RECEIVING),
    STORE((all, r) -> all.store(r.id(), true, NOW.plus(LONG), AUDIO), Standing.RECEIVING),
    REFUSE((all, r) -> all.refuse(r.id()), Standing.RECEIVING),
    FAIL((all, r) -> all.fail(r.id(), null), Standing.RECEIVING),
    FAIL_WITH_BYTES((all, r) -> all.fail(r.id(), NOW), Standing.RECEIVING),
    FLAG((all, r) -> all.flag(r.callRef(), LONG, NOW) == 1, Standing.RECEIVING, Standing.STORED),
    UNFLAG((all, r) -> all.unflag(r.callRef(), SHORT, NOW) == 1, Standing.STORED_AND_FLAGGED),
    APPLY_SHORTER_PERIOD(
            (all, r) -> all.applyPeriod(r.flagged(), SHORT.dividedBy(2), NOW) == 1,
            Standing.RECEIVING,
            Standing.STORED,
            Standing.STORED_AND_FLAGGED),
    CLAIM(
            (all, r) -> !all.claimDue(NOW.plus(LONG), NOW.plus(LONG).plus(LEASE), 10)
                    .isEmpty(),
            Standing.RECEIVING,
            Standing.STORED,
            Standing.STORED_AND_FLAGGED,
            Standing.PURGING,
            Standing.FAILED_WITH_BYTES),
    RELEASE(Step::isReleased, Standing.PURGING, Standing.FAILED_WITH_BYTES),
    BURY((all, r) -> !all.bury(List.of(r.id()), NOW.plus(LONG)).isEmpty(), Standing.PURGING),
    REMOVE(Step::isRemoved, Standing.RECEIVING);

    private final BiPredicate<RecordingRepository, Recording> taken;
    private final Set<Standing> legal;

    Step(BiPredicate<RecordingRepository, Recording> taken, Standing... legal) {
        this.taken = taken;
        this.legal = EnumSet.noneOf(Standing.class);
        this.legal.addAll(List.of(legal));
    }

    /** Takes it and answers what the port says: whether anything changed. */
    boolean take(RecordingRepository all, Recording recording) {
        return taken.test(all, recording);
    }

    boolean isLegalFrom(Standing standing) {
        return legal.contains(standing);
    }

    private static boolean isReleased(RecordingRepository all, Recording r) {
        all.release(List.of(r.id()), new RetryDelay(Duration.ZERO, Duration.ZERO), NOW);
        return !all.claimDue(NOW, NOW.plus(LEASE), 10).isEmpty();
    }

    private static boolean isRemoved(RecordingRepository all, Recording r) {
        all.remove(r.id());
        return all.find(r.id()).isEmpty();
    }

    private static Recording draft(Recording r) {
        return RecordingContract.draft(r.id(), r.callRef(), "call-2", "recording-2", RecordingState.RECEIVING, NOW);
    }
}
