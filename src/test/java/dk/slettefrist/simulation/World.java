package dk.slettefrist.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import dk.slettefrist.audit.AuditLog;
import dk.slettefrist.call.CallRepository;
import dk.slettefrist.call.CallSettings;
import dk.slettefrist.gap.Gaps;
import dk.slettefrist.ingest.IngestSettings;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.policy.PolicyRepository;
import dk.slettefrist.policy.RetentionSettings;
import dk.slettefrist.purge.PurgeSettings;
import dk.slettefrist.reconcile.ReconcileSettings;
import dk.slettefrist.recording.AccessSettings;
import dk.slettefrist.recording.RecordingRepository;
import dk.slettefrist.recording.RecordingState;
import dk.slettefrist.recording.StoredObjects;
import dk.slettefrist.storage.InMemoryObjectStore;
import dk.slettefrist.storage.Installation;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectKeys;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.StorageSettings;
import dk.slettefrist.telemetry.RecordingTraces;
import dk.slettefrist.testing.InMemoryDatabase;
import dk.slettefrist.testing.InMemoryGaps;

/** What the replicas of a history share: one clock, one database, one object store, and the chance that something fails. */
final class World {

    static final Instant START = Instant.parse("2026-02-28T23:30:00Z");

    private static final ObjectKeys KEYS = new ObjectKeys(UUID.fromString("5e77ef12-0000-4000-8000-000000000001"));
    private static final List<String> FOREIGN =
            List.of("holiday.jpg", "rec/0714e125/00000000-0000-4000-8000-000000000001");

    private final Chance chance;
    private final Weather weather;
    private final Tally tally;
    private final Runnable pause;
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryObjectStore bucket;
    private final FaultyStore store;
    private final Ledger ledger = new Ledger();
    private final Inspection inspection = new Inspection(this);
    private final FaultyTransactions transactions = new FaultyTransactions(this);
    private final List<Runnable> later = new ArrayList<>();
    private final Duration storeClockAhead;
    private Instant now = START;
    private Act act;
    private boolean calm = true;
    private boolean storeAway;
    private boolean databaseAway;

    /** @param pause lets others go on */
    World(Chance chance, Weather weather, Tally tally, Runnable pause) {
        this.chance = chance;
        this.weather = weather;
        this.tally = tally;
        this.pause = pause;
        this.storeClockAhead = chance.upTo(Duration.ofSeconds(6)).minusSeconds(3);
        this.bucket = new InMemoryObjectStore(() -> now.plus(storeClockAhead));
        this.store = new FaultyStore(this, bucket);
        FOREIGN.forEach(name -> bucket.place(name, new byte[] {1}));
    }

    Parts parts() {
        return new Parts(transactions)
                .with(TimeSource.class, this::now)
                .with(RecordingRepository.class, database.recordings())
                .with(StoredObjects.class, database.storedObjects())
                .with(CallRepository.class, database.calls())
                .with(PolicyRepository.class, database.policies())
                .with(AuditLog.class, database.audit())
                .with(Gaps.class, new InMemoryGaps())
                .with(Installation.class, () -> KEYS)
                .with(ObjectStore.class, store)
                .with(MeterRegistry.class, new SimpleMeterRegistry())
                .with(RecordingTraces.class, RecordingTraces.off())
                .with(AccessSettings.class, Settings.of(AccessSettings.class))
                .with(CallSettings.class, Settings.of(CallSettings.class))
                .with(IngestSettings.class, Settings.of(IngestSettings.class))
                .with(PurgeSettings.class, Settings.of(PurgeSettings.class))
                .with(ReconcileSettings.class, Settings.of(ReconcileSettings.class))
                .with(RetentionSettings.class, Settings.of(RetentionSettings.class))
                .with(StorageSettings.class, Settings.of(StorageSettings.class));
    }

    Instant now() {
        return now;
    }

    void advance(Duration time) {
        now = now.plus(time);
    }

    /** Never backwards. */
    void advanceTo(Instant time) {
        now = time.isAfter(now) ? time : now;
    }

    InMemoryDatabase database() {
        return database;
    }

    FaultyStore store() {
        return store;
    }

    Ledger ledger() {
        return ledger;
    }

    Inspection inspection() {
        return inspection;
    }

    Act act() {
        return act;
    }

    /** Whose turn it is. */
    void turn(Act whose) {
        act = whose;
    }

    /** Names of ours in the bucket. */
    List<String> objects() {
        return bucket.names().stream()
                .filter(name -> !FOREIGN.contains(name))
                .sorted()
                .toList();
    }

    boolean hasForeignObjects() {
        return bucket.names().containsAll(FOREIGN);
    }

    void note(Supplier<String> what) {
        tally.note(what);
    }

    /** A moment at which anything may happen between two side effects: others go on, time passes, or the replica dies. */
    void pause(String where) {
        if (calm) {
            return;
        }
        Act me = act;
        me.refuseIfDead();
        pause.run();
        act = me;
        me.refuseIfDead();
    }

    void committed(Act by, Object result) {
        by.committedAt(now);
        by.onCommit.accept(result);
        inspection.afterCommit(by);
    }

    void beforeDeletion(Collection<ObjectKey> keys) {
        keys.forEach(key -> Violation.unless(!ledger.holds(key, now), "an object is deleted before its deadline"));
    }

    Fault databaseFault() {
        if (calm) {
            return Fault.NONE;
        }
        Fault fault = databaseAway ? Fault.BEFORE : fault(weather.databaseFault());
        return noted("database", fault);
    }

    Fault storeFault(String what) {
        if (calm) {
            return Fault.NONE;
        }
        Fault fault = storeAway ? Fault.BEFORE : fault(weather.storeFault());
        return noted("store " + what, fault);
    }

    private Fault fault(int rate) {
        return chance.of(rate) ? chance.pick(Fault.BEFORE, Fault.AFTER, Fault.LOST) : Fault.NONE;
    }

    private Fault noted(String where, Fault fault) {
        if (fault != Fault.NONE) {
            act.disturbed = true;
            tally.fault();
            tally.note(() -> act.name + ": " + where + " fails " + fault);
        }
        return fault;
    }

    /** Whether the upload under this key goes on. */
    boolean isReceiving(ObjectKey key) {
        return database.allRecordings().stream()
                .anyMatch(row -> row.state() == RecordingState.RECEIVING && key.equals(row.objectKey()));
    }

    boolean isStubborn() {
        return !calm && chance.of(weather.stubborn());
    }

    boolean forgetsADeletion() {
        return !calm && chance.of(weather.storeFault() / 4);
    }

    boolean leavesHalf() {
        return !calm && chance.of(300);
    }

    /** Something that the store does when nobody waits for it any more. */
    void later(Runnable effect) {
        later.add(effect);
    }

    /** What may happen in the world while nobody looks. */
    void happen() {
        pass();
        if (!later.isEmpty() && chance.of(50)) {
            tally.note(() -> "the store does what it was told long ago");
            later.remove(chance.below(later.size())).run();
        }
        if (chance.of(weather.storeOutage())) {
            storeAway = !storeAway;
            tally.note(() -> "the store is " + (storeAway ? "away" : "back"));
        }
        if (chance.of(databaseAway ? 100 : weather.databaseOutage())) {
            databaseAway = !databaseAway;
            tally.note(() -> "the database is " + (databaseAway ? "away" : "back"));
        }
    }

    private void pass() {
        int kind = chance.below(1000);
        if (kind < weather.leap()) {
            leap();
        } else if (kind < 100) {
            advance(chance.upTo(Duration.ofSeconds(2)));
        } else if (kind < 500) {
            advance(chance.upTo(Duration.ofMillis(20)));
        }
    }

    private void leap() {
        List<Ledger.Entry> alive =
                ledger.entries().stream().filter(entry -> entry.isAlive(now)).toList();
        if (!alive.isEmpty() && chance.of(700)) {
            Duration beside =
                    chance.pick(Duration.ZERO, Duration.ofNanos(1000), Duration.ofNanos(-1000), Duration.ofSeconds(-1));
            advanceTo(chance.pick(alive).deadline.plus(beside));
        } else {
            advance(chance.pick(
                    Settings.of(PurgeSettings.class).lease(),
                    Settings.of(IngestSettings.class).lease(),
                    Settings.of(ReconcileSettings.class).grace().plusSeconds(10),
                    Duration.ofMinutes(5)));
        }
        tally.note(() -> "time leaps");
    }

    /** From now on things fail. */
    void storm() {
        calm = false;
    }

    /** From now on nothing fails. What the store still had to do, it does. */
    void calmDown() {
        calm = true;
        storeAway = false;
        databaseAway = false;
        store.relent();
        later.forEach(Runnable::run);
        later.clear();
    }
}
