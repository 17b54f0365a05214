package dk.slettefrist.reconcile;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dk.slettefrist.recording.RecordingRepository;
import dk.slettefrist.storage.Installation;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectKeys;

/** Asks the rows, in a short transaction that does not talk to the store. */
@ApplicationScoped
class HeldKeys {

    private final Installation installation;
    private final RecordingRepository recordings;

    HeldKeys(Installation installation, RecordingRepository recordings) {
        this.installation = installation;
        this.recordings = recordings;
    }

    /**
     * Whose the objects of these names are. Installation and rows are asked in one transaction, so both answers are of one database even
     * while it is being exchanged.
     */
    @Transactional
    Ownership of(Collection<String> names) {
        ObjectKeys keys = installation.keys();
        Set<ObjectKey> ours =
                names.stream().filter(keys::isOurs).map(ObjectKey::new).collect(Collectors.toSet());
        Set<ObjectKey> unheld = new HashSet<>(ours);
        unheld.removeAll(recordings.held(ours));
        return new Ownership(names.size() - ours.size(), unheld);
    }

    /**
     * Whose objects are.
     *
     * @param foreign how many are not of this installation
     * @param unheld those of this installation that no row holds
     */
    record Ownership(long foreign, Set<ObjectKey> unheld) {}
}
