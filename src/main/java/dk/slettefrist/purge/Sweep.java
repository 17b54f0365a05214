package dk.slettefrist.purge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Timer;

import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.RecordingRepository.Claim;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.ObjectStoreException;
import dk.slettefrist.telemetry.RecordingTraces;
import dk.slettefrist.telemetry.Step;

/**
 * The purge: claim what is due, delete its bytes, confirm that they are absent, bury the rows. A crash after any step leaves claims whose
 * lease ends, and another sweep finishes. Running it twice, late, or on two replicas at once does the same as once.
 *
 * <p>While the store is away, each sweep tries one recording only; once the store answers, batches double until they are full again.
 */
@ApplicationScoped
class Sweep {

    /** So that a run ends, and says how it ended, though the store refuses to delete; the next run goes on. */
    private static final int MOST_BATCHES = 100;

    private final Claims claims;
    private final ObjectStore store;
    private final PurgeSettings settings;
    private final SweepWatch watch;
    private final SweepMeters meters;
    private final RecordingTraces traces;
    private volatile int batch;
    private volatile boolean stopped;

    Sweep(
            Claims claims,
            ObjectStore store,
            PurgeSettings settings,
            SweepWatch watch,
            SweepMeters meters,
            RecordingTraces traces) {
        this.claims = claims;
        this.store = store;
        this.settings = settings;
        this.watch = watch;
        this.meters = meters;
        this.traces = traces;
        this.batch = settings.batchSize();
    }

    /**
     * Works until nothing is due, also of what became due meanwhile; or the store is away, {@link #stop}, or a hundred batches are done. Answers how many
     * recordings became PURGED.
     */
    int run() {
        Timer.Sample begun = meters.begin();
        int purged = 0;
        boolean more = true;
        for (int batches = 0; more && !stopped && batches < MOST_BATCHES; batches++) {
            int limit = batch;
            long since = traces.now();
            List<Claim> claimed = claims.take(limit);
            if (claimed.isEmpty()) {
                askTheStoreThatFailed();
                break;
            }
            meters.claimed(claimed);
            purged += traces.sweep(claimed.size(), since, () -> purge(claimed, limit, since));
            more = !watch.storeFails();
        }
        if (purged > 0) {
            meters.ended(begun);
        }
        return purged;
    }

    /** Ends a run after the batch it is at. */
    void stop() {
        stopped = true;
    }

    private int purge(List<Claim> claimed, int limit, long since) {
        Optional<Set<ObjectKey>> left = deleteAndConfirm(claimed);
        int purged = settle(claimed, left.orElseGet(() -> keys(claimed)), since);
        batch = left.isPresent() ? Math.min(2 * limit, settings.batchSize()) : 1;
        return purged;
    }

    /** Buries those whose bytes are confirmed absent. The rest goes back, to be tried again. */
    private int settle(List<Claim> claimed, Set<ObjectKey> left, long since) {
        Map<Boolean, List<Claim>> byAbsence =
                claimed.stream().collect(Collectors.partitioningBy(claim -> !left.contains(claim.objectKey())));
        if (!left.isEmpty()) {
            claims.release(byAbsence.get(false));
            traces.done(Step.PURGE, ids(byAbsence.get(false), Claim::id), since, "uncertain");
        }
        List<Claim> absent = byAbsence.get(true);
        List<Recording> purged = absent.isEmpty() ? List.of() : claims.bury(absent);
        meters.purged(purged);
        traces.done(Step.PURGE, ids(purged, Recording::id), since, "absent");
        return purged.size();
    }

    /** What is still there; nothing at all when the store does not say. An object that it refuses to delete keeps no other from being confirmed. */
    private Optional<Set<ObjectKey>> deleteAndConfirm(List<Claim> claimed) {
        Set<ObjectKey> keys = keys(claimed);
        ObjectStoreException refusal = null;
        try {
            store.delete(keys);
        } catch (ObjectStoreException e) {
            refusal = e;
        }
        try {
            Set<ObjectKey> left = store.present(keys);
            watch.storeAnswered();
            if (!left.isEmpty()) {
                watch.refused(left.size(), refusal);
            }
            return Optional.of(left);
        } catch (ObjectStoreException e) {
            watch.storeFailed(e);
            return Optional.empty();
        }
    }

    /** With nothing due, nobody else would notice that it is back: another replica may have done all there was to do. */
    private void askTheStoreThatFailed() {
        if (watch.storeFails()) {
            try {
                store.present(Set.of(ObjectKey.random()));
                watch.storeAnswered();
            } catch (ObjectStoreException e) {
                watch.storeFailed(e);
            }
        }
    }

    private static <T> List<UUID> ids(List<T> all, Function<T, UUID> id) {
        return all.stream().map(id).toList();
    }

    private static Set<ObjectKey> keys(List<Claim> claimed) {
        return claimed.stream().map(Claim::objectKey).collect(Collectors.toSet());
    }
}
