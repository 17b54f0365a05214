package dk.slettefrist.reconcile;

import java.util.Collection;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dk.slettefrist.recording.RecordingRepository;
import dk.slettefrist.storage.ObjectKey;

/** Asks the rows, in a short transaction that does not talk to the store. */
@ApplicationScoped
class HeldKeys {

    private final RecordingRepository recordings;

    HeldKeys(RecordingRepository recordings) {
        this.recordings = recordings;
    }

    /** Which of the keys belong to a row. */
    @Transactional
    Set<ObjectKey> of(Collection<ObjectKey> keys) {
        return recordings.held(keys);
    }
}
