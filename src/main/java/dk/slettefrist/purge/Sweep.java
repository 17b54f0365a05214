package dk.slettefrist.purge;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dk.slettefrist.recording.RecordingRepository.Claim;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.ObjectStoreException;

/**
 * The purge: claim what is due, delete its bytes, confirm that they are absent, bury the rows. A crash after any step leaves claims whose
 * lease ends, and another sweep finishes. Running it twice, late, or on two replicas at once does the same as once.
 */
@ApplicationScoped
class Sweep {

    private static final Logger LOG = Logger.getLogger(Sweep.class);

    private final Claims claims;
    private final ObjectStore store;
    private final PurgeSettings settings;

    Sweep(Claims claims, ObjectStore store, PurgeSettings settings) {
        this.claims = claims;
        this.store = store;
        this.settings = settings;
    }

    /** Works until nothing is due, or until the store does not do what it is told. Answers how many recordings became PURGED. */
    int run() {
        int purged = 0;
        boolean more = true;
        while (more) {
            List<Claim> batch = claims.take();
            List<Claim> absent = batch.isEmpty() ? batch : delete(batch);
            purged += absent.isEmpty() ? 0 : claims.bury(absent);
            more = batch.size() == settings.batchSize() && absent.size() == batch.size();
        }
        while (claims.forgetCalls() == settings.batchSize()) {
            LOG.debug("Forgetting more calls");
        }
        return purged;
    }

    /** Those whose bytes are confirmed absent. The rest goes back, to be tried again soon. */
    private List<Claim> delete(List<Claim> batch) {
        List<ObjectKey> keys = batch.stream().map(Claim::objectKey).toList();
        Set<ObjectKey> left = deleteAndConfirm(keys);
        Map<Boolean, List<Claim>> byAbsence =
                batch.stream().collect(Collectors.partitioningBy(claim -> !left.contains(claim.objectKey())));
        if (!left.isEmpty()) {
            LOG.warnf("Deletion is not confirmed, trying again soon recordings=%d", left.size());
            claims.release(byAbsence.get(false));
        }
        return byAbsence.get(true);
    }

    /** What may still be there. One object that the store refuses to delete does not keep the others from being confirmed. */
    private Set<ObjectKey> deleteAndConfirm(List<ObjectKey> keys) {
        try {
            store.delete(keys);
        } catch (ObjectStoreException e) {
            LOG.errorf(e, "The store did not delete all it was told recordings=%d", keys.size());
        }
        try {
            return store.present(keys);
        } catch (ObjectStoreException e) {
            LOG.errorf(e, "The store does not say what is left recordings=%d", keys.size());
            return Set.copyOf(keys);
        }
    }
}
