package dk.slettefrist.simulation;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dk.slettefrist.audit.AuditType;
import dk.slettefrist.call.Call;
import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.RecordingState;
import dk.slettefrist.simulation.Ledger.Entry;
import dk.slettefrist.simulation.Ledger.KnownCall;

/** Holds rows and objects against the model, after every commit. */
final class Inspection {

    private final World world;

    Inspection(World world) {
        this.world = world;
    }

    void afterCommit(Act by) {
        Ledger ledger = world.ledger();
        List<Recording> rows = world.database().allRecordings();
        int found = 0;
        for (Recording row : rows) {
            Entry entry = ledger.entry(row.id());
            if (entry == null && row.state() == RecordingState.STORED) {
                entry = stored(row, by);
            }
            if (entry != null) {
                found++;
                compare(entry, row);
            } else {
                require(
                        row.state() != RecordingState.PURGING && row.state() != RecordingState.PURGED,
                        "a recording is deleted that was never stored");
            }
        }
        require(found == ledger.entries().size(), "the row of a stored recording is lost");
        ledger.calls().forEach(call -> compare(call, rows));
        if (by.sending != null && by.commits() == 1) {
            ledger.receive(by.sending, by.number, by.firstCommit());
        }
    }

    private Entry stored(Recording row, Act by) {
        Sending sending = by.sending;
        require(sending != null, "something is stored that nobody delivers");
        require(
                sending.callId().equals(row.callId()) && sending.recordingId().equals(row.recordingId()),
                "a recording is stored under another name");
        require(
                world.ledger().entriesOf(row.callId()).stream()
                        .noneMatch(other -> other.sending.recordingId().equals(row.recordingId())),
                "a recording is stored twice");
        Entry entry = world.ledger().store(row.id(), sending, row.objectKey(), by.number, by.firstCommit());
        require(entry.isAlive(world.now()), "a recording is stored after its deadline");
        require(world.store().has(entry.key, sending.audio()), "stored, but its bytes are not all in the store");
        return entry;
    }

    private void compare(Entry entry, Recording row) {
        if (entry.purged) {
            require(row.state() == RecordingState.PURGED, "a purged recording comes back");
            return;
        }
        Instant now = world.now();
        require(
                row.flagged() == entry.flagged,
                entry.sending.name() + ": flagged is " + row.flagged() + ", not " + entry.flagged);
        require(
                row.expiresAt().equals(entry.deadline),
                entry.sending.name() + ": expires " + row.expiresAt() + ", not " + entry.deadline);
        if (entry.isAlive(now)) {
            require(
                    row.state() == RecordingState.STORED,
                    entry.sending.name() + ": " + row.state() + " before its deadline");
            require(entry.key.equals(row.objectKey()), "the key of a stored recording is changed");
        } else {
            require(
                    row.state() == RecordingState.STORED
                            || row.state() == RecordingState.PURGING
                            || row.state() == RecordingState.PURGED,
                    "a stored recording becomes " + row.state());
        }
        if (row.state() == RecordingState.PURGED) {
            entry.purged = true;
            require(!world.store().has(entry.key), "PURGED, but the store has it");
            require(now.equals(row.purgedAt()), "purged at another time");
            require(isStripped(row), "PURGED, but something personal is left");
        }
    }

    private static boolean isStripped(Recording row) {
        return row.callId() == null
                && row.recordingId() == null
                && row.objectKey() == null
                && row.sha256() == null
                && row.contentType() == null;
    }

    private void compare(KnownCall call, List<Recording> rows) {
        Call row = row(call);
        if (row == null) {
            require(!call.flagged, call.callId + ": a flag is lost");
            return;
        }
        if (row.callId() == null) {
            forgotten(call, row, rows);
            return;
        }
        if (call.forgotten) {
            call.flagged = call.flagged && !call.flagLapsed;
            call.forgotten = false;
            call.flagLapsed = false;
            call.endedAt = null;
        }
        require(
                row.flagged() == call.flagged,
                call.callId + ": the flag is " + row.flagged() + ", not " + call.flagged);
    }

    private void forgotten(KnownCall call, Call row, List<Recording> rows) {
        Instant now = world.now();
        List<Recording> own =
                rows.stream().filter(r -> r.callRef().equals(row.id())).toList();
        boolean waits = isWithinItsPeriod(call)
                && !call.flagLapsed
                && own.stream().allMatch(r -> r.state() == RecordingState.FAILED);
        if (!call.forgotten) {
            require(own.stream().noneMatch(Inspection::keepsCall), "a call is forgotten before its recording is gone");
            require(
                    call.endedAt == null
                            || !now.isBefore(call.endedAt.plus(world.ledger().shortest())),
                    "a call is forgotten before its time");
            call.forgotten = true;
            call.flagLapsed = !waits;
            world.note(() -> call.callId + " is forgotten" + (waits ? ", its flag waits" : ""));
        }
        if (waits) {
            require(row.forgetAt() != null && row.flag() != null, call.callId + ": a flag that waits is lost");
        } else if (row.forgetAt() == null) {
            call.flagLapsed = true;
        }
    }

    private boolean isWithinItsPeriod(KnownCall call) {
        return call.flagged
                && world.now()
                        .isBefore(call.flaggedAt.plus(world.ledger().policy().flagged()));
    }

    private static boolean keepsCall(Recording row) {
        return row.state() == RecordingState.RECEIVING
                || row.state() == RecordingState.STORED
                || row.state() == RecordingState.PURGING;
    }

    Call row(KnownCall call) {
        return world.database().calls().findAll(call.callId).stream()
                .findFirst()
                .orElse(null);
    }

    /** Every recording once received and, if so, once purged. */
    void audit() {
        for (Entry entry : world.ledger().entries()) {
            require(world.database().audited(AuditType.RECEIVED, entry.id) == 1, "not one event RECEIVED");
            require(
                    world.database().audited(AuditType.PURGED, entry.id) == (entry.purged ? 1 : 0),
                    "not one event PURGED for each purge");
        }
    }

    /** No object lies in the store without a row, but for those that came after their upload had been given up. */
    void onlyLateObjectsAreOrphans() {
        Set<String> orphans = new HashSet<>(world.objects());
        held().forEach(orphans::remove);
        require(orphans.stream().allMatch(world.store()::cameLate), "something is left behind that no row holds");
    }

    /** All that lies in the store is held by a row, and all that rows hold lies in the store. */
    void storeAndRowsAgree() {
        List<String> held = held();
        require(
                held.equals(world.objects()),
                "rows hold " + held.size() + " objects, the store has "
                        + world.objects().size());
        require(world.hasForeignObjects(), "a foreign object was deleted");
    }

    private List<String> held() {
        return world.database().allRecordings().stream()
                .filter(row -> row.objectKey() != null)
                .map(row -> row.objectKey().value())
                .sorted()
                .toList();
    }

    private static void require(boolean holds, String what) {
        Violation.unless(holds, what);
    }
}
