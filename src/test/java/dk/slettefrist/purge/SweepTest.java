package dk.slettefrist.purge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minio.messages.VersioningConfiguration.Status;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dk.slettefrist.audit.AuditEvent;
import dk.slettefrist.audit.AuditType;
import dk.slettefrist.call.Call;
import dk.slettefrist.platform.Ids;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.policy.RetentionSettings;
import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.RecordingRepository.StoredAudio;
import dk.slettefrist.recording.RecordingState;
import dk.slettefrist.retention.RetentionPolicy;
import dk.slettefrist.storage.InMemoryObjectStore;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.ObjectStoreException;
import dk.slettefrist.storage.minio.MinioObjectStore;
import dk.slettefrist.storage.minio.TestBucket;
import dk.slettefrist.telemetry.RecordingTraces;
import dk.slettefrist.testing.DelegatingStore;
import dk.slettefrist.testing.InMemoryDatabase;
import dk.slettefrist.testing.S3Gate;
import dk.slettefrist.testing.S3MockProcess;
import dk.slettefrist.testing.TestStorageSettings;

class SweepTest {

    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final RetentionPolicy POLICY = new RetentionPolicy(Duration.ofMinutes(30), Duration.ofDays(30));

    private static final RetentionSettings RETENTION = new SmallRyeConfigBuilder()
            .withMapping(RetentionSettings.class)
            .build()
            .getConfigMapping(RetentionSettings.class);
    private static final Duration TOLERANCE = RETENTION.tolerance();

    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final PurgeSettings settings = new FixedPurgeSettings();
    private final SweepWatch watch = new SweepWatch();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = START;

    @BeforeEach
    void putPolicyInForce() {
        database.policies().add(POLICY, START);
    }

    @Test
    void shouldLeaveARecordingAloneUntilItsDeadline() {
        Recording recording = stored(store);
        now = recording.expiresAt().minusNanos(1000);

        int purged = sweep(store).run();

        assertThat(purged).isZero();
        assertThat(state(recording)).isEqualTo(RecordingState.STORED);
        assertThat(store.names()).containsExactly(recording.objectKey().value());
    }

    @Test
    void shouldMeasureHowLongAfterItsDeadlineARecordingIsGone() {
        Recording recording = stored(store);
        now = recording.expiresAt().plusSeconds(3);

        sweep(store).run();

        assertThat(meters.get("slettefrist.purge.lag").timer().totalTime(TimeUnit.SECONDS))
                .isEqualTo(3);
        assertThat(meters.get("slettefrist.sweep.batch").summary().max()).isEqualTo(1);
        assertThat(meters.get("slettefrist.sweep.run").timer().count()).isEqualTo(1);
    }

    /** As the retention report counts: what ends at the tolerance is in time. */
    @Test
    void shouldCountWhatIsPurgedBeyondTheTolerance() {
        Recording recording = stored(store);
        now = recording.expiresAt().plus(TOLERANCE);
        sweep(store).run();
        double inTime = meters.get("slettefrist.purge.late").counter().count();

        Recording late = stored(store);
        now = late.expiresAt().plus(TOLERANCE).plusMillis(1);
        sweep(store).run();

        assertThat(inTime).isZero();
        assertThat(meters.get("slettefrist.purge.late").counter().count()).isEqualTo(1);
    }

    @Test
    void shouldPurgeAtExactlyTheDeadline() {
        Recording recording = stored(store);
        now = recording.expiresAt();

        int purged = sweep(store).run();

        assertThat(purged).isOne();
        assertThat(state(recording)).isEqualTo(RecordingState.PURGED);
        assertThat(store.names()).isEmpty();
        assertThat(audited(AuditType.PURGED)).containsExactly(recording.id());
    }

    @Test
    void shouldWorkThroughMoreThanOneBatch() {
        List<Recording> recordings = Stream.generate(() -> stored(store))
                .limit(3L * settings.batchSize() + 1)
                .toList();
        now = recordings.get(0).expiresAt();

        int purged = sweep(store).run();

        assertThat(purged).isEqualTo(recordings.size());
        assertThat(store.names()).isEmpty();
    }

    @Test
    void shouldTryAgainWhenTheStoreWasAway() {
        Recording recording = stored(store);
        now = recording.expiresAt();
        store.away(true);
        int whileAway = sweep(store).run();
        RecordingState between = state(recording);

        store.away(false);
        int tooSoon = sweep(store).run();
        now = now.plus(settings.retryDelay());
        int afterwards = sweep(store).run();

        assertThat(whileAway).isZero();
        assertThat(between).isEqualTo(RecordingState.PURGING);
        assertThat(tooSoon).isZero();
        assertThat(afterwards).isOne();
        assertThat(audited(AuditType.PURGED)).containsExactly(recording.id());
    }

    /** Slow start: an outage costs one recording an attempt, and nobody waits for batches that cannot succeed. */
    @Test
    void shouldTryOneRecordingAtATimeWhileTheStoreIsAway() {
        List<Recording> recordings =
                Stream.generate(() -> stored(store)).limit(7).toList();
        now = recordings.get(0).expiresAt();
        store.away(true);
        Sweep sweep = sweep(store);
        sweep.run();
        long afterTheFirst = inState(recordings, RecordingState.PURGING);
        sweep.run();
        long afterTheSecond = inState(recordings, RecordingState.PURGING);

        store.away(false);
        int purged = sweep.run();

        assertThat(afterTheFirst).isEqualTo(settings.batchSize());
        assertThat(afterTheSecond).isEqualTo(settings.batchSize() + 1);
        assertThat(purged).isEqualTo(recordings.size() - settings.batchSize() - 1);
        assertThat(watch.works()).isTrue();
    }

    @Test
    void shouldGoOnToTheNextBatchWhenTheStoreRefusesAWholeOne() {
        List<Recording> stubborn =
                Stream.generate(() -> stored(store)).limit(settings.batchSize()).toList();
        now = stubborn.get(0).expiresAt();
        Recording other = stored(store);

        int purged = sweep(new Refusing(store, stubborn)).run();

        assertThat(purged).isOne();
        assertThat(state(other)).isEqualTo(RecordingState.PURGED);
        assertThat(inState(stubborn, RecordingState.PURGING)).isEqualTo(settings.batchSize());
    }

    @Test
    void shouldSayThatItFailsUntilTheStoreAnswers() {
        Recording recording = stored(store);
        now = recording.expiresAt();
        store.away(true);
        sweep(store).run();
        boolean whileAway = watch.works();
        sweep(store).run();
        boolean withNothingDue = watch.works();

        store.away(false);
        now = now.plus(settings.retryDelay());
        sweep(store).run();

        assertThat(whileAway).isFalse();
        assertThat(withNothingDue).isFalse();
        assertThat(watch.works()).isTrue();
    }

    /** Another replica may have done all there was to do. */
    @Test
    void shouldNoticeThatTheStoreIsBackThoughNothingIsDue() {
        Recording recording = stored(store);
        now = recording.expiresAt();
        store.away(true);
        Sweep sweep = sweep(store);
        sweep.run();
        boolean whileAway = watch.works();

        store.away(false);
        sweep.run();

        assertThat(whileAway).isFalse();
        assertThat(state(recording)).isEqualTo(RecordingState.PURGING);
        assertThat(watch.works()).isTrue();
    }

    /** However many deletions a store refuses. */
    @Test
    void shouldEndARunAfterAHundredBatchesAndGoOnInTheNext() {
        int most = 100 * settings.batchSize();
        List<Recording> recordings =
                Stream.generate(() -> stored(store)).limit(most + 1L).toList();
        now = recordings.get(0).expiresAt();
        Sweep sweep = sweep(store);

        int first = sweep.run();
        int second = sweep.run();

        assertThat(first).isEqualTo(most);
        assertThat(second).isOne();
    }

    /** It does not wait until the sweep is woken again. */
    @Test
    void shouldGoOnWithWhatBecameDueWhileItDeleted() {
        now = stored(store).expiresAt();
        List<Recording> meanwhile = new ArrayList<>();
        Busy busy = new Busy(store);
        busy.whileItDeletes = () -> {
            if (meanwhile.isEmpty()) {
                meanwhile.add(stored(store));
            }
        };

        int purged = sweep(busy).run();

        assertThat(purged).isEqualTo(2);
        assertThat(inState(meanwhile, RecordingState.PURGED)).isOne();
    }

    @Test
    void shouldEndAfterTheBatchItIsAtWhenStopped() {
        List<Recording> recordings =
                Stream.generate(() -> stored(store)).limit(7).toList();
        now = recordings.get(0).expiresAt();
        Busy busy = new Busy(store);
        Sweep sweep = sweep(busy);
        busy.whileItDeletes = sweep::stop;

        int purged = sweep.run();

        assertThat(purged).isEqualTo(settings.batchSize());
        assertThat(inState(recordings, RecordingState.STORED)).isEqualTo(7 - settings.batchSize());
    }

    /** Of a call without a recording something personal can be left, and the store has nothing to do with it. */
    @Test
    void shouldForgetCallsWhileTheStoreKeepsTheSweepWaiting() {
        now = stored(store).expiresAt();
        Call call = database.calls().open("pbx", "events only");
        database.calls().save(call.withForgetAt(START));
        CountDownLatch deleting = new CountDownLatch(1);
        CountDownLatch forgottenBefore = new CountDownLatch(2);
        CountDownLatch answered = new CountDownLatch(1);
        Claims beside = claims(() -> {
            await(deleting);
            forgottenBefore.countDown();
            return now;
        });
        Busy busy = new Busy(store);
        busy.whileItDeletes = () -> {
            deleting.countDown();
            await(answered);
            store.away(true);
        };
        PurgeJob job = new PurgeJob(sweep(busy), new Forgetting(beside, settings), settings, watch);

        job.start();
        try {
            await(forgottenBefore);
        } finally {
            answered.countDown();
            job.stop();
        }

        assertThat(database.allCalls())
                .filteredOn(each -> each.id().equals(call.id()))
                .extracting(Call::callId)
                .containsOnlyNulls();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("what was waited for never happened");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldNotTakeADeletionForDoneThatIsNotConfirmed() {
        Recording stubborn = stored(store);
        Recording other = stored(store);
        now = stubborn.expiresAt();

        int purged = sweep(new Forgetful(store, stubborn.objectKey())).run();

        assertThat(purged).isOne();
        assertThat(state(other)).isEqualTo(RecordingState.PURGED);
        assertThat(state(stubborn)).isEqualTo(RecordingState.PURGING);
        assertThat(audited(AuditType.PURGED)).containsExactly(other.id());
    }

    @Test
    void shouldBuryTheOthersWhenTheStoreRefusesOne() {
        Recording stubborn = stored(store);
        Recording other = stored(store);
        now = stubborn.expiresAt();

        int purged = sweep(new Refusing(store, List.of(stubborn))).run();

        assertThat(purged).isOne();
        assertThat(state(other)).isEqualTo(RecordingState.PURGED);
        assertThat(state(stubborn)).isEqualTo(RecordingState.PURGING);
    }

    @Test
    void shouldTakeOverTheClaimOfADeadReplica() {
        Recording recording = stored(store);
        now = recording.expiresAt();
        claims().take(10);

        int duringTheLease = sweep(store).run();
        now = now.plus(settings.lease());
        int afterTheLease = sweep(store).run();

        assertThat(duringTheLease).isZero();
        assertThat(afterTheLease).isOne();
    }

    @Test
    void shouldClearAwayAnUploadWithoutASignOfLife() {
        Recording recording = receiving(store);
        now = START.plus(Duration.ofMinutes(2));

        int purged = sweep(store).run();

        assertThat(purged).isZero();
        assertThat(state(recording)).isEqualTo(RecordingState.FAILED);
        assertThat(store.names()).isEmpty();
        assertThat(audited(AuditType.FAILED)).containsExactly(recording.id());
    }

    @Test
    void shouldRemoveEveryVersionOnARealServerThatKeepsThem() {
        try (TestBucket bucket = new TestBucket(S3MockProcess.shared().endpoint()).create();
                MinioObjectStore versioned =
                        new MinioObjectStore(bucket.settings(), TestStorageSettings.credentials(bucket.settings()))) {
            bucket.versioning(Status.ENABLED);
            Recording recording = stored(versioned);
            versioned.put(recording.objectKey(), new ByteArrayInputStream(new byte[] {2}), "audio/wav");
            now = recording.expiresAt();

            int purged = sweep(versioned).run();

            assertThat(purged).isOne();
            assertThat(versioned.list(null, 10).items()).isEmpty();
        }
    }

    /** One that is ill delays no other. */
    @Test
    void shouldPurgeTheOthersInOneRunWhileARealServerSaysNothingOfOne() {
        try (S3Gate gate = new S3Gate(S3MockProcess.shared().endpoint());
                TestBucket bucket = new TestBucket(gate.endpoint()).create();
                MinioObjectStore real =
                        new MinioObjectStore(bucket.settings(), TestStorageSettings.credentials(bucket.settings()))) {
            Recording ill = stored(real);
            List<Recording> others = Stream.generate(() -> stored(real))
                    .limit(3L * settings.batchSize())
                    .toList();
            now = ill.expiresAt();
            gate.answer(
                    request -> request.method().equals("HEAD")
                            && request.target().contains(ill.objectKey().value()),
                    500,
                    "InternalError");

            int purged = sweep(real).run();

            assertThat(purged).isEqualTo(others.size());
            assertThat(inState(others, RecordingState.PURGED)).isEqualTo(others.size());
            assertThat(state(ill)).isEqualTo(RecordingState.PURGING);
            assertThat(watch.works()).isTrue();
        }
    }

    private Recording stored(ObjectStore where) {
        Recording recording = receiving(where);
        database.recordings()
                .store(recording.id(), false, recording.expiresAt(), new StoredAudio("audio/wav", 1, "00".repeat(32)));
        return recording;
    }

    private Recording receiving(ObjectStore where) {
        String name = UUID.randomUUID().toString();
        UUID call = database.calls().open("pbx", name).id();
        Instant expiresAt = POLICY.expiresAt(START, false);
        Recording recording = new Recording(
                Ids.next(),
                call,
                "pbx",
                name,
                name,
                RecordingState.RECEIVING,
                false,
                START,
                START,
                START,
                expiresAt,
                expiresAt,
                null,
                ObjectKey.random(),
                null,
                null,
                null);
        database.recordings().add(recording, START.plus(Duration.ofMinutes(2)));
        where.put(recording.objectKey(), new ByteArrayInputStream(new byte[] {1}), "audio/wav");
        return recording;
    }

    private Sweep sweep(ObjectStore where) {
        return new Sweep(claims(), where, settings, watch, new SweepMeters(meters, RETENTION), RecordingTraces.off());
    }

    private Claims claims() {
        return claims(() -> now);
    }

    private Claims claims(TimeSource time) {
        return new Claims(
                database.recordings(), database.calls(), database.policies(), database.audit(), time, settings);
    }

    private RecordingState state(Recording recording) {
        return database.recordings().find(recording.id()).orElseThrow().state();
    }

    private long inState(List<Recording> recordings, RecordingState state) {
        return recordings.stream()
                .filter(recording -> state(recording) == state)
                .count();
    }

    private List<UUID> audited(AuditType type) {
        return database.audit().page(START, START.plus(Duration.ofDays(1)), null, 1000).stream()
                .filter(event -> event.type() == type)
                .map(AuditEvent::recording)
                .toList();
    }

    private static final class FixedPurgeSettings implements PurgeSettings {

        @Override
        public Duration interval() {
            return Duration.ofSeconds(1);
        }

        @Override
        public int batchSize() {
            return 3;
        }

        @Override
        public Duration lease() {
            return Duration.ofMinutes(2);
        }

        @Override
        public Duration retryDelay() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Duration maxRetryDelay() {
            return Duration.ofMinutes(1);
        }
    }

    /** A store in whose deletions something else happens. */
    private static final class Busy extends DelegatingStore {

        private Runnable whileItDeletes;

        Busy(ObjectStore store) {
            super(store);
        }

        @Override
        public void delete(Collection<ObjectKey> keys) {
            whileItDeletes.run();
            super.delete(keys);
        }
    }

    /** A store that accepts the deletion of one key and does not do it. */
    private static final class Forgetful extends DelegatingStore {

        private final ObjectKey kept;

        Forgetful(ObjectStore store, ObjectKey kept) {
            super(store);
            this.kept = kept;
        }

        @Override
        public void delete(Collection<ObjectKey> keys) {
            super.delete(keys.stream().filter(key -> !key.equals(kept)).toList());
        }
    }

    /** A store that deletes all but some, and says that it did not do all. */
    private static final class Refusing extends DelegatingStore {

        private final List<ObjectKey> kept;

        Refusing(ObjectStore store, List<Recording> kept) {
            super(store);
            this.kept = kept.stream().map(Recording::objectKey).toList();
        }

        @Override
        public void delete(Collection<ObjectKey> keys) {
            super.delete(keys.stream().filter(key -> !kept.contains(key)).toList());
            throw new ObjectStoreException("some keys were refused", null);
        }
    }
}
