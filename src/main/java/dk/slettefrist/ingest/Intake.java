package dk.slettefrist.ingest;

import java.io.InputStream;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.recording.Recording;
import dk.slettefrist.telemetry.RecordingTraces;

/**
 * The way of a recording into the house: admitted by a short transaction, streamed to the store while no transaction is open, settled by
 * another. Whatever breaks in between, nothing is left behind: the bytes are deleted at once, or by the sweep when that is uncertain.
 */
@ApplicationScoped
public class Intake {

    private final UploadSlots slots;
    private final Admissions admissions;
    private final Transfer transfer;
    private final Settlements settlements;
    private final Disposal disposal;
    private final IntakeMeters meters;
    private final RecordingTraces traces;

    Intake(
            UploadSlots slots,
            Admissions admissions,
            Transfer transfer,
            Settlements settlements,
            Disposal disposal,
            IntakeMeters meters,
            RecordingTraces traces) {
        this.slots = slots;
        this.admissions = admissions;
        this.transfer = transfer;
        this.settlements = settlements;
        this.disposal = disposal;
        this.meters = meters;
        this.traces = traces;
    }

    /**
     * Takes in a recording that we have fetched ourselves, and counts what comes of it.
     *
     * @throws DomainException as {@link #receive}
     */
    public Receipt adopt(Upload upload, InputStream body) {
        return meters.counted(upload.source(), () -> receive(upload, body, () -> upload));
    }

    /**
     * Takes a recording in. What comes of those that are delivered is for {@link Reception} to count, from their heads on.
     *
     * @param body its audio; not read when the answer does not depend on it
     * @param afterwards what is told of the recording once its audio is read; the same, unless a form goes on behind it
     * @throws DomainException for every answer but 200 and 201
     */
    public Receipt receive(Upload upload, InputStream body, Supplier<Upload> afterwards) {
        return slots.during(() -> receiveInSlot(upload, body, afterwards));
    }

    /**
     * Refuses a recording that is still to be fetched, when it would come too late by now; its tombstone is written then, else nothing.
     *
     * @throws DomainException.Late as {@link #receive} would
     */
    public void refuseIfLate(Upload upload) {
        admissions.lateness(upload).ifPresent(late -> {
            throw late;
        });
    }

    private Receipt receiveInSlot(Upload upload, InputStream body, Supplier<Upload> afterwards) {
        long begun = traces.now();
        Admission admission = admissions.admit(upload);
        if (admission instanceof Admission.TooLate late) {
            throw late.answer();
        }
        if (admission instanceof Admission.Known known) {
            return compare(upload, transfer.digest(upload, body), known);
        }
        Recording received = ((Admission.Admitted) admission).recording();
        return traces.first(received.id(), upload.source(), begun, () -> store(upload, received, body, afterwards));
    }

    /** Reading took its time: the recording may be flagged by now, or over. */
    private Receipt compare(Upload upload, String sha256, Admission.Known before) {
        return admissions.admit(upload) instanceof Admission.Known known
                ? sameOrConflict(known.recording(), sha256)
                : tooLate(before.recording());
    }

    private static Receipt tooLate(Recording over) {
        throw DomainException.Late.deliveredBefore(over.expiresAt());
    }

    private Receipt store(Upload upload, Recording received, InputStream body, Supplier<Upload> afterwards) {
        Arrival arrival;
        Upload whole;
        Recording named;
        try {
            arrival = transfer.store(upload, received, body);
            whole = afterwards.get();
            named = whole.names(received) ? received : admissions.rename(received, whole);
        } catch (RuntimeException e) {
            settlements.fail(received, upload, disposal.erase(received), e);
            throw e;
        }
        // Should this throw, nobody knows whether it was committed: the bytes stay, and the row's lease decides.
        return conclude(whole, named, arrival, settlements.settle(named, whole, arrival));
    }

    private Receipt conclude(Upload upload, Recording received, Arrival arrival, Settlement settlement) {
        if (settlement instanceof Settlement.Stored stored) {
            return new Receipt(stored.recording(), true);
        }
        boolean absent = disposal.erase(received);
        if (settlement instanceof Settlement.Known known) {
            if (absent) {
                settlements.drop(received, upload);
            }
            return sameOrConflict(known.recording(), arrival.audio().sha256());
        }
        if (settlement instanceof Settlement.TooLate late) {
            if (absent) {
                settlements.refuse(received, upload);
            }
            throw DomainException.Late.byTheRule(late.expiresAt());
        }
        throw Transfer.givenUp();
    }

    private static Receipt sameOrConflict(Recording known, String sha256) {
        if (!known.sha256().equals(sha256)) {
            throw new DomainException.Conflict(
                    "A recording of these identifiers is stored already, with other bytes. It was not changed.");
        }
        return new Receipt(known, false);
    }
}
