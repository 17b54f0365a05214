package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.ObjectStoreException;
import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.Fault;
import dk.slettefrist.testing.Outages;
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.Wire;

/**
 * A connection to a server is reset or cut somewhere in an exchange: after every so many bytes on the way there, and of what comes back. How
 * many there are is measured first. {@code -Dslettefrist.breaks=N} breaks it off in N places each way. Whatever was answered holds, and the next try succeeds.
 */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class BrokenConnectionTest {

    private static final Logger LOG = Logger.getLogger(BrokenConnectionTest.class);
    private static final int STEPS = Integer.getInteger("slettefrist.breaks", 3);
    private static final int STEPS_OF_LARGE = Math.min(3, STEPS);
    private static final int RANDOM = 2;
    private static final int SMALL = 2_000;
    /** Two parts. */
    private static final int LARGE = 5_500_000;

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Inject
    Switchboard switchboard;

    @Inject
    ObjectStore store;

    private Outages outages;
    private int steps = STEPS;
    private int faults;
    private boolean onlyOnce;
    private int refused;

    @BeforeEach
    void nothingLeftOfOtherTests() {
        switchboard.startAfresh();
    }

    @AfterEach
    void everythingInReach() {
        outages.end();
        await().until(() -> switchboard.operator().calls(Map.of()).statusCode() == 200);
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, LARGE})
    void shouldStoreOnceHoweverTheStoreBreaksOff(int size) {
        // given
        byte[] audio = Sound.wav(size);
        steps = size == LARGE ? STEPS_OF_LARGE : STEPS;

        // when
        breakEverywhere(outages.store(), () -> switchboard.pbx().recording().audio(audio), Delivery::put, (d, r) -> {
            // then
            storedInTheEnd(d, r);
        });

        // then
        LOG.infof("Uploads of %d bytes while the store broke off: %d of %d answered 503", size, refused, tries());
        onlyWhatIsHeldIsLeft();
    }

    @Test
    void shouldGiveEveryByteOrNoneSaidToBeAllWhenTheStoreBreaksOffAReading() {
        // given
        Delivery delivery = switchboard.pbx().recording().audio(Sound.wav(300_000));
        String id = delivery.stored();

        // when
        breakEverywhere(outages.store(), () -> delivery, d -> listenOrHungUpOn(id), (d, heard) -> {
            // then
            heard.ifPresent(bytes -> assertThat(bytes).isEqualTo(delivery.audio()));
            assertThat(listen(id)).contains(delivery.audio());
        });
    }

    @Test
    void shouldConfirmNoAbsenceThatTheStoreDidNotState() {
        // given
        ObjectKey there = switchboard.objectOf(switchboard.pbx().recording().stored());
        ObjectKey absent = ObjectKey.random();

        // when
        breakEverywhere(outages.store(), () -> Set.of(there, absent), this::ask, (keys, answer) -> {
            // then
            answer.ifPresent(present -> assertThat(present).contains(there));
            assertThat(ask(keys)).contains(Set.of(there));
        });
    }

    @Test
    void shouldPurgeHoweverTheStoreBreaksOff() {
        // given
        onlyOnce = true;

        // when
        breakEverywhere(outages.store(), () -> switchboard.pbx().recording().stored(), this::purge, (id, key) -> {
            // then
            assertThat(switchboard.holds(key)).isFalse();
            assertThat(events("PURGED", id)).isEqualTo(1);
        });
    }

    @Test
    void shouldStoreOnceHoweverTheDatabaseBreaksOff() {
        // when
        breakEverywhere(outages.database(), () -> switchboard.pbx().recording(), Delivery::put, (d, r) -> {
            // then
            storedInTheEnd(d, r);
        });

        // then
        LOG.infof("Uploads while the database broke off: %d of %d answered 503", refused, tries());
        assertThat(refused).isPositive();
        onlyWhatIsHeldIsLeft();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void shouldStoreOnceWhenACommitOrItsAnswerIsLost(int commit) {
        for (Consumer<Integer> loss : commitsLost()) {
            // given
            Delivery delivery = switchboard.pbx().recording();
            loss.accept(commit);

            // when
            Response response = delivery.put();

            // then
            outages.end();
            storedInTheEnd(delivery, response);
        }
        onlyWhatIsHeldIsLeft();
    }

    @Test
    void shouldHoldAFlagHoweverTheDatabaseBreaksOff() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        delivery.stored();
        boolean[] flagged = {false};

        // when
        breakEverywhere(
                outages.database(), () -> !flagged[0], wanted -> change(delivery, wanted), (wanted, response) -> {
                    // then
                    flagHolds(delivery, wanted, response);
                    flagged[0] = wanted;
                });

        // then
        LOG.infof("Flags while the database broke off: %d of %d answered 503", refused, tries());
        assertThat(refused).isPositive();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldHoldAFlagWhenItsCommitOrTheAnswerToItIsLost(boolean wanted) {
        for (Consumer<Integer> loss : commitsLost()) {
            for (int commit = 1; commit <= 2; commit++) {
                // given
                Delivery delivery = switchboard.pbx().recording();
                delivery.stored();
                assertThat(change(delivery, !wanted).statusCode()).isEqualTo(200);
                loss.accept(commit);

                // when
                Response response = change(delivery, wanted);

                // then
                outages.end();
                flagHolds(delivery, wanted, response);
            }
        }
    }

    /** What is done while the wire is harmed. */
    @FunctionalInterface
    private interface Action<S, R> {
        R on(S subject);
    }

    /** What must hold of its result once the wire is mended. */
    @FunctionalInterface
    private interface Promise<S, R> {
        void check(S subject, R result);
    }

    private <S, R> void breakEverywhere(Wire wire, Supplier<S> subject, Action<S, R> action, Promise<S, R> promise) {
        S first = subject.get();
        long there = wire.requestBytes();
        long back = wire.answerBytes();
        R unbroken = action.on(first);
        long requestBytes = wire.requestBytes() - there;
        long answerBytes = wire.answerBytes() - back;
        promise.check(first, unbroken);
        points(requestBytes).forEach(n -> broken(wire, n, subject, action, promise, wire::harmRequests));
        points(answerBytes).forEach(n -> broken(wire, n, subject, action, promise, wire::harmAnswers));
    }

    private <S, R> void broken(
            Wire wire,
            long bytes,
            Supplier<S> subject,
            Action<S, R> action,
            Promise<S, R> promise,
            Consumer<Fault> harm) {
        S of = subject.get();
        harm.accept(Fault.after(bytes, nextFault()));
        R result = action.on(of);
        refused += result instanceof Response response && response.statusCode() == 503 ? 1 : 0;
        wire.mend();
        promise.check(of, result);
    }

    /** In turns: the one connection or all that come, reset or ended. */
    private Fault nextFault() {
        Fault fault = faults % 2 == 0 ? Fault.reset() : Fault.cut();
        boolean one = onlyOnce || faults / 2 % 2 == 0;
        faults++;
        return one ? fault.once() : fault;
    }

    /** From the first byte to the last, evenly, and some at random, the same in every run. */
    private LongStream points(long bytes) {
        assertThat(bytes).isPositive();
        LongStream even = LongStream.range(0, steps).map(i -> i * (bytes - 1) / (steps - 1));
        return LongStream.concat(even, new Random(bytes).longs(RANDOM, 0, bytes));
    }

    private int tries() {
        return 2 * (steps + RANDOM);
    }

    /** The way there is lost at the COMMIT, and the way back behind it. */
    private List<Consumer<Integer>> commitsLost() {
        Wire wire = outages.database();
        return List.of(
                commit -> wire.harmRequests(
                        Fault.at("COMMIT", commit, Fault.reset().once())),
                commit -> wire.harmRequests(Fault.at("COMMIT", commit, (bytes, offset, length, to) -> {
                    wire.harmRequests(Fault.none());
                    wire.harmAnswers(Fault.reset().once());
                    to.write(bytes, offset, length);
                })));
    }

    private void storedInTheEnd(Delivery delivery, Response response) {
        assertThat(response.statusCode()).as(response.asString()).isIn(201, 503);
        Response last = response;
        if (response.statusCode() == 503) {
            last = await().atMost(PATIENCE).until(delivery::put, again -> again.statusCode() != 503);
            assertThat(last.statusCode()).as(last.asString()).isIn(200, 201);
        }
        String id = last.path("id");
        assertThat(switchboard.supervisor().audio(id).asByteArray()).isEqualTo(delivery.audio());
        assertThat(switchboard.query("SELECT count(*) FROM recording WHERE state = 'STORED' AND recording_id = '"
                        + delivery.recordingId() + "'"))
                .isEqualTo("1");
        assertThat(events("RECEIVED", id)).isEqualTo(1);
    }

    private int events(String type, String id) {
        return Integer.parseInt(switchboard.query(
                "SELECT count(*) FROM audit_event WHERE type = '" + type + "' AND recording = '" + id + "'"));
    }

    /** The leases of what was broken off end, and the sweep looks after it. */
    private void onlyWhatIsHeldIsLeft() {
        switchboard.pass(Duration.ofMinutes(3));
        await().atMost(PATIENCE).until(() -> switchboard.objects().equals(switchboard.heldObjects()));
        assertThat(switchboard.heldObjects()).isNotEmpty();
        await().atMost(PATIENCE).until(() -> switchboard
                .query("SELECT count(*) FROM recording WHERE state <> 'STORED' AND object_key IS NOT NULL")
                .equals("0"));
    }

    /** Whoever hears no end of it waits for the rest, until the time-out of the connection. */
    private Optional<byte[]> listenOrHungUpOn(String id) {
        long begin = System.nanoTime();
        Optional<byte[]> heard = listen(id);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(25));
        return heard;
    }

    /** Empty when the sound broke off or did not begin. */
    private Optional<byte[]> listen(String id) {
        try {
            Response response = switchboard.supervisor().audio(id);
            assertThat(response.statusCode()).isIn(200, 503);
            return response.statusCode() == 200 ? Optional.of(response.asByteArray()) : Optional.empty();
        } catch (AssertionError e) {
            throw e;
        } catch (Exception e) {
            // RestAssured throws, undeclared, what its client did not read to the end
            return Optional.empty();
        }
    }

    /** Empty when the store did not say. */
    private Optional<Set<ObjectKey>> ask(Set<ObjectKey> keys) {
        try {
            return Optional.of(store.present(keys));
        } catch (ObjectStoreException e) {
            return Optional.empty();
        }
    }

    private ObjectKey purge(String id) {
        ObjectKey key = switchboard.objectOf(id);
        switchboard.pass(Duration.ofMinutes(30));
        switchboard.untilPurged(id);
        return key;
    }

    private Response change(Delivery delivery, boolean flagged) {
        return flagged
                ? switchboard.operator().flags(delivery.callId())
                : switchboard.operator().unflags(delivery.callId());
    }

    private void flagHolds(Delivery delivery, boolean wanted, Response response) {
        assertThat(response.statusCode()).as(response.asString()).isIn(200, 503);
        if (response.statusCode() == 503) {
            await().atMost(PATIENCE).until(() -> change(delivery, wanted).statusCode() == 200);
        }
        Response call = switchboard.operator().call(delivery.callId());
        assertThat((boolean) call.path("flagged")).isEqualTo(wanted);
        assertThat((boolean) call.path("recordings[0].flagged")).isEqualTo(wanted);
        assertThat(Instant.parse(call.path("recordings[0].expiresAt")))
                .isEqualTo(delivery.endedAt().plus(wanted ? Duration.ofDays(30) : Duration.ofMinutes(30)));
    }
}
