package dk.slettefrist.ingest.media;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import com.sun.net.httpserver.HttpHandler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dk.slettefrist.call.CallFact;
import dk.slettefrist.call.CallRepository;
import dk.slettefrist.ingest.EventService;
import dk.slettefrist.ingest.pbx.CallDetails;
import dk.slettefrist.ingest.pbx.FetchQueue;
import dk.slettefrist.ingest.pbx.Notice;
import dk.slettefrist.source.Sources;
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TestSources;
import dk.slettefrist.testing.Vendor;

/** Recordings that lie ready at a server, and what becomes of them and of the rows that say so. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class FetchTest {

    private static final Duration SHORT = Duration.ofMinutes(30);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String KEPT = "media-kept";
    private static final String DELETED = "media-deleted";

    @Inject
    Switchboard switchboard;

    @Inject
    Sources sources;

    @Inject
    FetchQueue queue;

    @Inject
    EventService events;

    @Inject
    CallRepository calls;

    @Inject
    FetchStatements statements;

    @Inject
    Attempt attempt;

    @Inject
    Forgetting forgetting;

    @Inject
    FetchWatch watch;

    @Inject
    @Readiness
    FetchHealth health;

    @Inject
    EntityManager entities;

    @Inject
    MeterRegistry meters;

    private final byte[] audio = Sound.wav(30_000);
    private final String callId = Switchboard.newId("call");
    private final String recordingId = Switchboard.newId("recording");
    private Vendor vendor;

    @BeforeEach
    void open() {
        forgetAll();
        vendor = Vendor.open();
    }

    /** Nobody goes on asking a server that is gone. */
    @AfterEach
    void close() {
        vendor.close();
        forgetAll();
    }

    @Test
    void shouldStoreWhatLiesReady() {
        // given
        vendor.thenFile(audio);

        // when
        ready(KEPT);

        // then
        untilRow("DONE", "stored");
        switchboard
                .operator()
                .call(callId)
                .then()
                .body("source", equalTo(KEPT))
                .body("recordings.sha256", hasItem(Sound.sha256(audio)))
                .body("recordings.state", hasItem("STORED"));
        assertThat(row("call_id || recording_id || url || deletion_url")).isNull();
        assertThat(vendor.asked()).extracting(Vendor.Asked::method).containsExactly("GET");
    }

    @Test
    void shouldDeleteThePbxsCopyWhereTheSourceSaysSo() {
        // given
        vendor.thenFile(audio).thenStatus(500).thenStatus(403).thenStatus(204);

        // when
        ready(DELETED);

        // then
        untilRow("DONE", "deleted");
        assertThat(stored()).isEqualTo("1");
        assertThat(vendor.asked())
                .extracting(asked -> asked.method() + " " + asked.target())
                .containsExactly("GET /media", "DELETE /copy", "DELETE /copy", "DELETE /copy");
        assertThat(row("call_id || recording_id || url || deletion_url")).isNull();
    }

    @Test
    void shouldKeepNothingButTheWayToDeleteOnceStored() {
        // given
        vendor.thenFile(audio).thenStatus(500);

        // when
        ready(DELETED);

        // then
        untilRow("TO_DELETE", "answer-refused");
        assertThat(row("call_id || recording_id || url")).isNull();
        assertThat(row("deletion_url")).endsWith("/copy");
        assertThat(health.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(health.call().getData().orElseThrow())
                .containsEntry("toDelete", 1L)
                .containsEntry("toFetch", 0L);
    }

    @Test
    void shouldComeBackForWhatIsNotThereYet() {
        // given
        vendor.thenStatus(404).thenStatus(404).thenStatus(200).thenFile(audio);

        // when
        ready(KEPT);

        // then
        untilRow("DONE", "stored");
        assertThat(stored()).isEqualTo("1");
        assertThat(vendor.asked()).hasSize(4);
    }

    @Test
    void shouldStoreOneRecordingThoughItFailedInEveryWayBefore() {
        // given
        HttpHandler cut = exchange -> {
            exchange.sendResponseHeaders(200, audio.length);
            exchange.getResponseBody().write(audio, 0, 10_000);
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        };
        vendor.thenStatus(503).then(cut).thenStatus(401).then(cut).thenFile(audio);

        // when
        ready(KEPT);

        // then
        untilRow("DONE", "stored");
        assertThat(stored()).isEqualTo("1");
        switchboard.operator().call(callId).then().body("recordings.sha256", hasItem(Sound.sha256(audio)));
    }

    @ParameterizedTest
    @CsvSource({"large, too-large", "gone, gone-there"})
    void shouldGiveUpWhatWillNeverBeARecording(String what, String outcome) {
        // given
        switch (what) {
            case "gone" -> vendor.thenStatus(410);
            default ->
                vendor.then(exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] megabyte = Sound.wav(1024 * 1024);
                    for (int i = 0; i <= TestServers.MAX_SIZE / megabyte.length; i++) {
                        exchange.getResponseBody().write(megabyte);
                    }
                });
        }

        double attempts = counted("slettefrist.media.attempts", outcome);
        double givenUp = counted("slettefrist.media.given.up", outcome);

        // when
        ready(KEPT);

        // then
        untilRow("GIVEN_UP", outcome);
        await().untilAsserted(() ->
                assertThat(counted("slettefrist.media.given.up", outcome)).isEqualTo(givenUp + 1));
        assertThat(counted("slettefrist.media.attempts", outcome)).isEqualTo(attempts + 1);
        assertThat(row("call_id || recording_id || url || deletion_url")).isNull();
        assertThat(stored()).isEqualTo("0");
        assertThat(vendor.asked()).extracting(Vendor.Asked::method).containsOnly("GET");
    }

    @Test
    void shouldComeBackForWhatWasAPageToSignInAt() {
        // given
        vendor.thenFile("<html>Please sign in</html>".getBytes()).thenFile(audio);

        // when
        ready(KEPT);

        // then
        untilRow("DONE", "stored");
        assertThat(stored()).isEqualTo("1");
    }

    @Test
    void shouldTryAgainWhatWasGivenUpWhenItIsToldAgain() {
        // given
        vendor.thenStatus(410);
        ready(KEPT);
        untilRow("GIVEN_UP", "gone-there");
        vendor.thenFile(audio);

        // when
        ready(KEPT);

        // then
        untilRow("DONE", "stored");
        assertThat(row("count(*)")).isEqualTo("1");
        assertThat(stored()).isEqualTo("1");
    }

    /** As a vendor's console sends it: with the identifier of the first delivery. */
    @Test
    void shouldTryAgainWhatWasGivenUpWhenTheSameMessageComesAgain() {
        // given
        vendor.thenStatus(410);
        message();
        untilRow("GIVEN_UP", "gone-there");
        vendor.thenFile(audio);

        // when
        message();

        // then
        untilRow("DONE", "stored");
        assertThat(stored()).isEqualTo("1");
    }

    @Test
    void shouldGiveUpAUrlThatIsNone() {
        // when
        ready(KEPT, "http://[::1]:" + vendor.port() + "/media", at("/copy"), switchboard.now());

        // then
        untilRow("GIVEN_UP", "url-refused");
        assertThat(vendor.asked()).isEmpty();
    }

    @Test
    void shouldNotReplaceARecordingOfTheSameIdentifiers() {
        // given
        vendor.thenFile(audio);
        ready(KEPT);
        untilRow("DONE", "stored");
        forgetAll();
        vendor.thenFile(Sound.wav(30_000));

        // when
        ready(KEPT);

        // then
        untilRow("GIVEN_UP", "conflict");
        switchboard.operator().call(callId).then().body("recordings.sha256", equalTo(List.of(Sound.sha256(audio))));
    }

    @Test
    void shouldNotFetchTwiceWhatIsToldTwice() {
        // given
        vendor.thenFile(audio);
        ready(KEPT);
        untilRow("DONE", "stored");

        // when
        ready(KEPT);

        // then
        assertThat(row("state")).isEqualTo("DONE");
        assertThat(row("count(*)")).isEqualTo("1");
    }

    @Test
    void shouldDeleteALateOneAtThePbxWithoutFetchingIt() {
        // given
        vendor.thenStatus(204);
        Instant end = switchboard.now().minus(SHORT);

        // when
        ready(DELETED, at("/media"), at("/copy"), end);

        // then
        untilRow("DONE", "deleted");
        assertThat(vendor.asked()).extracting(Vendor.Asked::method).containsExactly("DELETE");
        assertThat(gaps()).isNull();
        assertThat(query("SELECT string_agg(state, ',') FROM recording WHERE source = '" + DELETED
                        + "' AND recording_key = sha256('" + recordingId + "')"))
                .isEqualTo("REFUSED");
    }

    @Test
    void shouldForgetWhatItIsCalledAtItsDeadline() {
        // given
        vendor.thenStatus(404);
        Instant end = switchboard.now();
        ready(KEPT, at("/media"), at("/copy"), end);
        untilRow("TO_FETCH", "not-there");

        // when
        switchboard.passUntil(end.plus(SHORT));

        // then
        untilRow("DONE", "late");
        assertThat(row("call_id || recording_id || url || deletion_url")).isNull();
        assertThat(gaps()).isEqualTo("RECORDING_NOT_FETCHED");
    }

    @Test
    void shouldNotMissWhatWasStoredBeforeAndIsOver() {
        // given
        vendor.thenFile(audio);
        Instant end = switchboard.now();
        ready(KEPT, at("/media"), at("/copy"), end);
        untilRow("DONE", "stored");
        QuarkusTransaction.requiringNew().run(() -> {
            entities.createNativeQuery("DELETE FROM media_fetch").executeUpdate();
            add(KEPT, at("/media"), at("/copy"), end);
            hold(UUID.randomUUID(), end.plus(SHORT));
        });

        // when
        switchboard.passUntil(end.plus(SHORT));

        // then
        untilRow("DONE", "over");
        assertThat(gaps()).isNull();
    }

    @Test
    void shouldForgetWhatASourceToldThatIsConfiguredNoMore() {
        // given
        Instant end = switchboard.now();
        QuarkusTransaction.requiringNew().run(() -> {
            add(DELETED, at("/media"), at("/copy"), end);
            entities.createNativeQuery("UPDATE media_fetch SET source = 'removed'")
                    .executeUpdate();
        });
        untilRow("TO_FETCH", "source-not-configured");

        // when
        switchboard.passUntil(end.plus(SHORT));

        // then
        untilRow("DONE", "late");
        assertThat(row("call_id || recording_id || url || deletion_url")).isNull();
        assertThat(vendor.asked()).isEmpty();
    }

    @Test
    void shouldTryForASavedCallAsLongAsThePbxKeepsIt() {
        // given
        vendor.thenStatus(404);
        switchboard.operator().flags(callId);
        ready(KEPT);
        untilRow("TO_FETCH", "not-there");
        switchboard.pass(Duration.ofHours(71));
        vendor.thenFile(audio);

        // when
        untilRow("DONE", "stored");

        // then
        switchboard.operator().call(callId).then().body("recordings.flagged", hasItem(true));
    }

    @Test
    void shouldKnowWhoCalledWhenARecordingOfASavedCallComesLate() {
        // given
        vendor.thenStatus(404);
        tellOfCall();
        switchboard.operator().flags(callId);
        ready(KEPT);
        untilRow("TO_FETCH", "not-there");

        // when
        switchboard.pass(SHORT.plusMinutes(10));
        forgetCalls();
        vendor.thenFile(audio);
        untilRow("DONE", "stored");

        // then
        switchboard.operator().call(callId).then().body("caller", equalTo("+4520304050"));
    }

    @Test
    void shouldForgetWhoCalledWhenARecordingOfASavedCallIsGivenUp() {
        // given
        vendor.thenStatus(410);
        tellOfCall();
        switchboard.operator().flags(callId);
        ready(KEPT);
        untilRow("GIVEN_UP", "gone-there");

        // when
        switchboard.pass(SHORT.plusMinutes(10));
        forgetCalls();

        // then
        assertThat(query("SELECT count(*) FROM call_fact f JOIN call c ON c.id = f.call_ref WHERE c.call_key = sha256('"
                        + callId + "')"))
                .isEqualTo("0");
    }

    @Test
    void shouldGiveUpASavedCallWhenThePbxKeepsItNoLonger() {
        // given
        vendor.thenStatus(404);
        switchboard.operator().flags(callId);
        ready(KEPT);
        untilRow("TO_FETCH", "not-there");

        // when
        switchboard.pass(Duration.ofDays(3));

        // then
        untilRow("GIVEN_UP", "not-there");
        assertThat(row("call_id || recording_id || url || deletion_url")).isNull();
    }

    @Test
    void shouldSayThatACopyIsLeft() {
        // given
        vendor.thenFile(audio).thenStatus(405);
        ready(DELETED);
        untilRow("TO_DELETE", "answer-refused");

        // when
        switchboard.pass(Duration.ofDays(14));

        // then
        untilRow("COPY_LEFT", "answer-refused");
        assertThat(row("deletion_url")).isNull();
        assertThat(gaps()).isEqualTo("COPY_NOT_DELETED");
    }

    /** However short the time in which it can be fetched. */
    @Test
    void shouldGoOnDeletingWhenItCouldBeFetchedNoMore() {
        // given
        vendor.thenFile(audio).thenStatus(405);
        ready(DELETED);
        untilRow("TO_DELETE", "answer-refused");
        switchboard.pass(Duration.ofDays(13));
        int before = vendor.asked().size();
        await().atMost(PATIENCE).until(() -> vendor.asked().size() >= before + 2);

        // when
        vendor.thenStatus(204);

        // then
        untilRow("DONE", "deleted");
    }

    @Test
    void shouldDeleteWhatWasGivenUpAtItsDeadlineAndNotBefore() {
        // given
        vendor.thenStatus(410).thenStatus(204);
        Instant end = switchboard.now();
        ready(DELETED, at("/media"), at("/copy"), end);
        untilRow("TO_FETCH", "gone-there");
        assertThat(row("next_at")).isEqualTo(query("SELECT '" + end.plus(SHORT) + "'::timestamptz"));
        assertThat(gaps()).isEqualTo("RECORDING_NOT_FETCHED");
        assertThat(watch.now().toFetch()).isZero();

        // when
        switchboard.passUntil(end.plus(SHORT));

        // then
        untilRow("DONE", "deleted");
        assertThat(vendor.asked()).extracting(Vendor.Asked::method).containsExactly("GET", "DELETE");
    }

    @Test
    void shouldLeaveThePbxTheOnlyCopyOfASavedCall() {
        // given
        vendor.thenStatus(410);
        switchboard.operator().flags(callId);
        ready(DELETED);
        untilRow("TO_FETCH", "gone-there");

        // when
        switchboard.pass(SHORT.plusMinutes(1));

        // then
        await().atMost(PATIENCE).until(() -> vendor.asked().size() >= 2);
        await().atMost(PATIENCE).until(() -> row("claim") == null);
        assertThat(row("state")).isEqualTo("TO_FETCH");
        assertThat(vendor.asked()).extracting(Vendor.Asked::method).containsOnly("GET");
    }

    @Test
    void shouldCloseTheGapWhenItIsToldAgainAndComes() {
        // given
        vendor.thenStatus(410);
        ready(DELETED);
        untilRow("TO_FETCH", "gone-there");
        vendor.thenFile(audio).thenStatus(204);

        // when
        ready(DELETED);

        // then
        untilRow("DONE", "deleted");
        assertThat(stored()).isEqualTo("1");
        assertThat(gaps()).isNull();
    }

    /** A replica was killed in the middle of an attempt. */
    @Test
    void shouldTakeOverWhenTheLeaseOfADeadReplicaEnds() {
        // given
        vendor.thenFile(audio);
        QuarkusTransaction.requiringNew().run(() -> {
            add(KEPT, at("/media"), at("/copy"), switchboard.now());
            hold(UUID.randomUUID(), switchboard.now().plusSeconds(600));
        });

        // when
        switchboard.pass(Duration.ofSeconds(601));

        // then
        untilRow("DONE", "stored");
        assertThat(row("attempts")).isEqualTo("1");
        assertThat(stored()).isEqualTo("1");
    }

    /** However long it takes, as long as its replica lives. */
    @Test
    void shouldKeepWhatItFetchesFromOthersWhileItTakesLong() {
        // given
        CountDownLatch silence = new CountDownLatch(1);
        vendor.then(exchange -> {
            waitFor(silence);
            exchange.sendResponseHeaders(200, audio.length);
            exchange.getResponseBody().write(audio);
        });
        ready(KEPT);
        await().atMost(PATIENCE).until(() -> !vendor.asked().isEmpty());
        String claim = row("claim");

        // when
        for (int i = 0; i < 3; i++) {
            switchboard.pass(Duration.ofSeconds(20));
            Instant renewed = switchboard.now().plusSeconds(25);
            await().atMost(PATIENCE)
                    .until(() -> row("next_at > '" + renewed + "'").equals("t"));
        }

        // then
        assertThat(row("claim")).isEqualTo(claim);
        silence.countDown();
        untilRow("DONE", "stored");
        assertThat(row("attempts")).isEqualTo("1");
        assertThat(vendor.asked()).hasSize(1);
    }

    @Test
    void shouldNotLetASilentPbxKeepOthersWaiting() {
        // given
        CountDownLatch silence = new CountDownLatch(1);
        vendor.then(exchange -> waitFor(silence));
        QuarkusTransaction.requiringNew().run(() -> {
            for (int i = 0; i < 20; i++) {
                queue.add(
                        sources.find(KEPT).orElseThrow(),
                        notice("silent-" + i, at("/media"), at("/copy"), switchboard.now()),
                        switchboard.now());
            }
        });
        await().atMost(PATIENCE).until(() -> vendor.asked().size() >= 4);

        // when
        try (Vendor other = Vendor.open()) {
            other.thenFile(audio).thenStatus(204);
            String there = "http://127.0.0.1:" + other.port() + "/media";
            ready(DELETED, there, there, switchboard.now());

            // then
            untilRow("DONE", "deleted");
        }
        assertThat(query("SELECT count(*) <= 4 FROM media_fetch WHERE claim IS NOT NULL"))
                .isEqualTo("t");
        silence.countDown();
    }

    /** Even when every place is taken. */
    @Test
    void shouldForgetALateOneThoughItsPbxIsSilent() {
        // given
        CountDownLatch silence = new CountDownLatch(1);
        vendor.then(exchange -> waitFor(silence));
        QuarkusTransaction.requiringNew().run(() -> {
            for (int i = 0; i < 8; i++) {
                queue.add(
                        sources.find(i % 2 == 0 ? KEPT : DELETED).orElseThrow(),
                        notice("silent-" + i, at("/media"), at("/copy"), switchboard.now()),
                        switchboard.now());
            }
        });
        await().atMost(PATIENCE).until(() -> vendor.asked().size() >= 8);

        // when
        ready(KEPT, at("/media"), at("/copy"), switchboard.now().minus(SHORT));

        // then
        untilRow("DONE", "late");
        assertThat(row("call_id || recording_id || url || deletion_url")).isNull();
        silence.countDown();
    }

    /** Two replicas work on the same row, because the lease of one ended while it worked. */
    @Test
    void shouldStoreOneRecordingThoughTwoFetchIt() throws Exception {
        // given
        CountDownLatch both = new CountDownLatch(2);
        vendor.then(exchange -> {
            both.countDown();
            waitFor(both);
            exchange.sendResponseHeaders(200, audio.length);
            exchange.getResponseBody().write(audio);
        });
        UUID claim = UUID.randomUUID();
        Fetch mine = QuarkusTransaction.requiringNew().call(() -> {
            add(DELETED, at("/media"), at("/copy"), switchboard.now());
            hold(claim, switchboard.now().plusSeconds(3600));
            return fetch(claim);
        });
        Fetch lost = fetch(mine, UUID.randomUUID());

        // when
        CompletableFuture<Void> one = CompletableFuture.runAsync(() -> attempt.make(lost));
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> attempt.make(mine));
        one.get(60, TimeUnit.SECONDS);
        other.get(60, TimeUnit.SECONDS);

        // then
        assertThat(stored()).isEqualTo("1");
        assertThat(query("SELECT count(*) FROM recording WHERE source = '" + DELETED + "' AND recording_key = sha256('"
                        + recordingId + "') AND state <> 'FAILED'"))
                .isEqualTo("1");
        assertThat(row("outcome")).isNotNull();
    }

    @Test
    void shouldGiveEachClaimToOneOnly() {
        // given
        Instant then = switchboard.now().plus(Duration.ofDays(36_500));
        QuarkusTransaction.requiringNew().run(() -> {
            for (int i = 0; i < 3; i++) {
                queue.add(sources.find(KEPT).orElseThrow(), notice("many-" + i, at("/media"), at("/copy"), then), then);
            }
        });

        // when
        Fetch first = QuarkusTransaction.requiringNew().call(() -> {
            Fetch mine = statements
                    .claim(List.of(DELETED), false, then.minus(SHORT), then, then.plusSeconds(60))
                    .orElseThrow();
            Fetch others = QuarkusTransaction.requiringNew().call(() -> statements
                    .claim(List.of(DELETED), false, then.minus(SHORT), then, then.plusSeconds(60))
                    .orElseThrow());
            assertThat(others.id()).isNotEqualTo(mine.id());
            assertThat(QuarkusTransaction.requiringNew()
                            .call(() -> statements.claim(
                                    List.of(KEPT), false, then.minus(SHORT), then, then.plusSeconds(60))))
                    .isEmpty();
            return mine;
        });

        // then
        boolean stale =
                QuarkusTransaction.requiringNew().call(() -> statements.end(UUID.randomUUID(), "DONE", "stored", then));
        boolean held =
                QuarkusTransaction.requiringNew().call(() -> statements.end(first.claim(), "DONE", "stored", then));
        assertThat(stale).isFalse();
        assertThat(held).isTrue();
    }

    /** The PBX's server answers nobody; its message is answered nevertheless, and the recording comes when it answers. */
    @Test
    void shouldAnswerAMessageBeforeItsRecordingIsFetched() {
        // given
        CountDownLatch silence = new CountDownLatch(1);
        vendor.then(exchange -> {
            waitFor(silence);
            exchange.sendResponseHeaders(200, audio.length);
            exchange.getResponseBody().write(audio);
        });

        // when
        message().then().statusCode(204);

        // then
        assertThat(row("state")).isEqualTo("TO_FETCH");
        assertThat(watch.now().toFetch()).isEqualTo(1);
        assertThat(stored()).isEqualTo("0");
        silence.countDown();
        untilRow("DONE", "stored");
        assertThat(stored()).isEqualTo("1");
    }

    @Test
    void shouldForgetWhatNobodyRepeatsAnyMore() {
        // given
        vendor.thenFile(audio);
        message();
        untilRow("DONE", "stored");
        String delivery = "SELECT count(*) FROM webhook_delivery WHERE delivery_key = sha256('" + callId + " "
                + recordingId + "')";

        // when
        switchboard.pass(Duration.ofDays(6));
        forgetting.some();
        String after6Days = row("count(*)") + query(delivery);
        switchboard.pass(Duration.ofDays(2));
        forgetting.some();
        String after8Days = row("count(*)") + query(delivery);

        // then
        assertThat(after6Days).isEqualTo("11");
        assertThat(after8Days).isEqualTo("00");
    }

    private void tellOfCall() {
        events.tell(KEPT, CallFact.Kind.ENDED, callId, switchboard.now(), Map.of("caller", "+4520304050"));
    }

    private void forgetCalls() {
        QuarkusTransaction.requiringNew().run(() -> calls.forget(switchboard.now(), Duration.ofDays(30), 1000));
    }

    private void forgetAll() {
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery("DELETE FROM media_fetch").executeUpdate());
    }

    private void ready(String source) {
        ready(source, at("/media"), at("/copy"), switchboard.now());
    }

    private void ready(String source, String media, String deletion, Instant end) {
        QuarkusTransaction.requiringNew().run(() -> add(source, media, deletion, end));
    }

    private void add(String source, String media, String deletion, Instant end) {
        queue.add(sources.find(source).orElseThrow(), notice(recordingId, media, deletion, end), switchboard.now());
    }

    private Notice.RecordingReady notice(String id, String media, String deletion, Instant end) {
        return new Notice.RecordingReady(
                callId, id, end.minusSeconds(60), end, CallDetails.NONE, URI.create(media), URI.create(deletion));
    }

    private String at(String path) {
        return "http://127.0.0.1:" + vendor.port() + path;
    }

    /** Somebody else has it until then. */
    private void hold(UUID claim, Instant until) {
        entities.createNativeQuery("UPDATE media_fetch SET claim = :claim, next_at = :until WHERE recording_id = :id")
                .setParameter("claim", claim)
                .setParameter("until", until)
                .setParameter("id", recordingId)
                .executeUpdate();
    }

    private Fetch fetch(UUID claim) {
        Instant now = switchboard.now();
        return new Fetch(
                UUID.randomUUID(),
                claim,
                DELETED,
                callId,
                recordingId,
                at("/media"),
                at("/copy"),
                now.minusSeconds(61),
                now.minusSeconds(1),
                now,
                now.plusSeconds(3600));
    }

    private static Fetch fetch(Fetch same, UUID claim) {
        return new Fetch(
                same.id(),
                claim,
                same.source(),
                same.callId(),
                same.recordingId(),
                same.url(),
                same.deletionUrl(),
                same.startedAt(),
                same.endedAt(),
                same.since(),
                same.giveUpAt());
    }

    private double counted(String name, String outcome) {
        return meters.find(name).tags("source", KEPT, "outcome", outcome).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private void untilRow(String state, String outcome) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(row("state || ' ' || coalesce(outcome, '')"))
                .isEqualTo(state + " " + outcome));
    }

    private String row(String expression) {
        return query("SELECT (SELECT " + expression + " FROM media_fetch WHERE recording_key = sha256('" + recordingId
                + "'))");
    }

    /** Kinds of those that are open. */
    private String gaps() {
        return query("SELECT (SELECT string_agg(g.kind, ',') FROM gap g JOIN media_fetch f ON f.id = g.subject"
                + " WHERE g.closed_at IS NULL AND f.recording_key = sha256('" + recordingId + "'))");
    }

    private String stored() {
        return query("SELECT count(*) FROM recording WHERE recording_id = '" + recordingId + "' AND state = 'STORED'");
    }

    private String query(String sql) {
        return switchboard.query(sql);
    }

    /** The PBX says that the recording lies ready. */
    private Response message() {
        return given().queryParam("token", TestSources.secret(KEPT))
                .body(Map.of("callId", callId, "recordingId", recordingId, "url", at("/media")))
                .contentType("application/json")
                .post("/api/v1/sources/" + KEPT + "/webhook");
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
