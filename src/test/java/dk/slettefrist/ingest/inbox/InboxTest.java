package dk.slettefrist.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.minio.messages.VersioningConfiguration.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.call.CallSettings;
import dk.slettefrist.storage.InboxConnector;
import dk.slettefrist.storage.InboxObject;
import dk.slettefrist.storage.InboxStore;
import dk.slettefrist.storage.InboxUpload;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.minio.TestBucket;
import dk.slettefrist.testing.S3ProxyServer;
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

/** Recordings that lie in a bucket on a real server, and what becomes of them. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class InboxTest {

    private static final Duration SHORT = Duration.ofMinutes(30);
    private static final Duration FOR_EVER = Duration.ofDays(36_500);
    private static final String PREFIX = "in/";

    /** Nothing is said while it lies there for minutes; all of it is gone when the test ends. */
    private static S3ProxyServer server;

    @Inject
    Switchboard switchboard;

    @Inject
    InboxConnector connector;

    @Inject
    InboxRound round;

    @Inject
    InboxBook book;

    @Inject
    InboxSettings settings;

    @Inject
    Adoption adoption;

    @Inject
    FirstSight sight;

    @Inject
    DeadUploads uploads;

    @Inject
    CallSettings calls;

    @Inject
    InboxWatch watch;

    @Inject
    @Readiness
    InboxHealth health;

    private final String source = Switchboard.newId("in").substring(0, 20);
    private final String callId = Switchboard.newId("call");
    private TestBucket bucket;
    private WatchedInbox store;

    @BeforeAll
    static void start() {
        server = S3ProxyServer.withVersions();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        bucket = new TestBucket(server.endpoint()).create();
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
        bucket.close();
    }

    @ParameterizedTest
    @CsvSource({
        "audio/wav,   524946462408000057415645666d7420",
        "audio/mpeg,  4944330300000000217f",
        "audio/ogg,   4f67675300020000000000000000123456780000000089abcdef01134f70757348656164",
        "audio/flac,  664c61430000002210001000",
        "audio/mp4,   00000020667479704d34412000000000",
        "audio/basic, 2e736e6400000018ffffffff0000000100001f4000000001"
    })
    void shouldAdoptAudioOfEachKindAndRemoveIt(String mediaType, String first) {
        // given
        byte[] audio = audio(first);
        place(callId + ".bin", audio);

        // when
        look(inbox());

        // then
        call().body("recordings", hasSize(1))
                .body("recordings.state", hasItem("STORED"))
                .body("recordings.contentType", hasItem(mediaType))
                .body("recordings.sha256", hasItem(Sound.sha256(audio)));
        assertThat(bucket.names()).isEmpty();
    }

    @Test
    void shouldKnowWhatIsToldWithTheObject() {
        // given
        Map<String, String> metadata = new HashMap<>(ended());
        metadata.put("operator", "=?utf-8?q?S=C3=B8ren_=C3=86r=C3=B8?=");
        metadata.put("queue", "R%C3%A5dhus");
        metadata.put("from", "+4512345678");
        metadata.put("callee", "+4587654321");
        metadata.put("direction", "inbound");
        bucket.place(PREFIX + "2026/11/24/" + callId + ".wav", Sound.wav(), metadata);

        // when
        look(inbox().withFields(Map.of("caller", "from")));

        // then
        call().body("operator", equalTo("Søren Ærø"))
                .body("queue", equalTo("Rådhus"))
                .body("caller", equalTo("+4512345678"))
                .body("callee", equalTo("+4587654321"))
                .body("direction", equalTo("INBOUND"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTakeARecordingOnceThoughItsRemovalFailed(boolean versions) {
        // given
        if (versions) {
            bucket.versioning(Status.ENABLED);
        }
        place(callId + ".wav", Sound.wav());
        Inbox inbox = connect(inbox());
        store.failToRemove(name -> true);
        round.run(inbox);
        assertThat(state().waiting()).isEqualTo(1);
        assertThat(state().failingSince()).isNotNull();

        // when
        store.failToRemove(name -> false);
        switchboard.pass(settings.retryDelay());
        round.run(inbox);
        round.run(inbox);

        // then
        call().body("recordings", hasSize(1)).body("recordings.state", hasItem("STORED"));
        assertThat(recordings()).isEqualTo("1");
        assertThat(bucket.names()).isEmpty();
        assertThat(state().waiting()).isZero();
        assertThat(state().failingSince()).isNull();
    }

    @Test
    void shouldTakeARecordingOnceThoughTwoReplicasLook() {
        // given
        List<String> calls =
                IntStream.range(0, 12).mapToObj(i -> Switchboard.newId("call")).toList();
        calls.forEach(call -> place(call + ".wav", Sound.wav()));
        Inbox inbox = connect(inbox());
        List<InboxRound> replicas = List.of(replica(), replica());

        // when
        replicas.stream()
                .map(replica -> CompletableFuture.runAsync(() -> replica.run(inbox)))
                .toList()
                .forEach(CompletableFuture::join);
        switchboard.pass(settings.retryDelay());
        replicas.forEach(replica -> replica.run(inbox));

        // then
        assertThat(recordings()).isEqualTo("12");
        assertThat(switchboard.query(
                        "SELECT count(*) FROM recording WHERE source = '" + source + "' AND state = 'STORED'"))
                .isEqualTo("12");
        assertThat(bucket.names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldRemoveWhatComesTooLateUnread(boolean versions) {
        // given
        if (versions) {
            bucket.versioning(Status.ENABLED);
        }
        place(callId + ".wav", Sound.wav());
        place(callId + ".wav", Sound.wav());
        switchboard.pass(SHORT);
        Inbox inbox = connect(inbox());

        // when
        round.run(inbox);

        // then
        assertThat(bucket.names()).isEmpty();
        assertThat(switchboard.query("SELECT state FROM recording WHERE source = '" + source + "'"))
                .isEqualTo("REFUSED");
    }

    @Test
    void shouldTakeALateRecordingOfASavedCall() {
        // given
        switchboard.operator().flags(callId).then().statusCode(202);
        place(callId + ".wav", Sound.wav());
        switchboard.pass(SHORT);

        // when
        look(inbox());

        // then
        call().body("flagged", equalTo(true)).body("recordings.state", hasItem("STORED"));
        assertThat(bucket.names()).isEmpty();
    }

    @Test
    void shouldAdoptALargeObjectThatWasWrittenInParts() {
        // given
        byte[] first = Sound.wav(5 * 1024 * 1024);
        List<byte[]> parts = new ArrayList<>(List.of(first, Sound.wav(5 * 1024 * 1024), Sound.wav(3_000_000)));
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        parts.forEach(whole::writeBytes);
        bucket.placeInParts(PREFIX + callId + ".wav", parts, ended());

        // when
        look(inbox());

        // then
        call().body("recordings.sha256", hasItem(Sound.sha256(whole.toByteArray())));
        assertThat(bucket.names()).isEmpty();
    }

    /** As at AWS, where Last-Modified of such an object is when its upload began. */
    @Test
    void shouldTakeALongCallThatWasWrittenInPartsWhileItWentOn() {
        // given
        bucket.placeInParts(PREFIX + callId + ".wav", List.of(Sound.wav(5 * 1024 * 1024), Sound.wav(1000)), Map.of());
        Inbox inbox = connect(inbox());
        store.setClock(ahead());
        switchboard.pass(SHORT.plusMinutes(5));

        // when
        round.run(inbox);

        // then
        call().body("recordings.state", hasItem("STORED"));
        assertThat(bucket.names()).isEmpty();
    }

    /** While our own side fails for longer than it may be kept. */
    @Test
    void shouldCountFromTheFirstSightOfWhatWasWrittenInParts() {
        // given
        IntStream.range(0, 5).forEach(i -> placeInParts(i + "-" + callId + ".wav"));
        Inbox inbox = connect(inbox());
        store.setClock(ahead());
        store.pageBy(1);
        store.hangOn(name -> true);
        round.run(inbox);
        assertThat(seen()).isEqualTo("5");

        // when
        store.hangOn(name -> false);
        switchboard.pass(SHORT);
        replica().run(inbox);

        // then
        assertThat(recordings()).isEqualTo("0");
        assertThat(bucket.names()).isEmpty();
        assertThat(seen()).isEqualTo("0");
    }

    @Test
    void shouldForgetWhatSomebodyElseRemoved() {
        // given
        placeInParts(callId + ".wav");
        Inbox inbox = connect(inbox());
        store.setClock(ahead());
        store.hangOn(name -> true);
        round.run(inbox);
        bucket.remove(PREFIX + callId + ".wav");
        round.run(inbox);
        assertThat(seen()).isEqualTo("1");

        // when
        switchboard.pass(Duration.ofHours(25));
        round.run(inbox);

        // then
        assertThat(seen()).isEqualTo("0");
    }

    @Test
    void shouldNotTakeWhatWasWrittenInPartsLongAgo() {
        // given
        bucket.placeInParts(PREFIX + callId + ".wav", List.of(Sound.wav(5 * 1024 * 1024), Sound.wav(1000)), Map.of());
        Inbox inbox = connect(inbox());
        store.setClock(ahead());
        switchboard.pass(calls.maxDuration().plus(SHORT));

        // when
        round.run(inbox);

        // then
        assertThat(recordings()).isEqualTo("0");
        assertThat(bucket.names()).isEmpty();
    }

    @Test
    void shouldGiveUpUploadsThatNobodyWillEnd() {
        // given
        bucket.beginUpload(PREFIX + callId + ".wav");
        bucket.beginUpload("other/" + callId + ".wav");
        Inbox inbox = connect(inbox());
        store.setClock(ahead());

        // when
        round.run(inbox);

        // then
        Instant later = switchboard.now().plus(Duration.ofDays(1));
        assertThat(store.unfinished(later)).hasSize(1);
        assertThat(gaps("closed_at IS NULL")).isEqualTo("0");

        // when
        switchboard.pass(calls.maxDuration());
        round.run(inbox);

        // then
        assertThat(store.unfinished(later)).isEmpty();
        assertThat(gaps("closed_at IS NULL")).isEqualTo("1");
        assertThat(state().failingSince()).isNull();
        try (InboxStore others = connector.connect(
                TestInbox.at(server.endpoint().toString(), bucket.settings().bucket(), "other/")
                        .address())) {
            assertThat(others.unfinished(later)).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldGiveUpUploadsThoughOneCannotBe(boolean asked) {
        // given
        bucket.beginUpload(PREFIX + callId + ".wav");
        Inbox inbox = connect(inbox());
        store.setClock(ahead());
        switchboard.pass(calls.maxDuration());
        String name = PREFIX + (asked ? "a" : "../a") + callId + ".wav";
        InboxUpload bad = new InboxUpload(name, callId, switchboard.now().minus(calls.maxDuration()));
        store.showAlso(bad);

        // when
        round.run(inbox);
        round.run(inbox);

        // then
        assertThat(store.unfinished(switchboard.now())).containsExactly(bad);
        assertThat(gaps("closed_at IS NULL")).isEqualTo("2");
        assertThat(state().failingSince() != null).isEqualTo(asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-audio", "empty", "too-large", "conflict", "no-call"})
    void shouldLeaveForAWhileWhatCanNeverBeTaken(String what) {
        // given
        TestInbox inbox =
                inbox().withKey("(?:again-)?(?<callId>call-[^.]+)\\.wav").keepingRefused(FOR_EVER);
        String name = callId + ".wav";
        switch (what) {
            case "no-audio" -> place(name, "<html>Please sign in</html>".getBytes());
            case "empty" -> place(name, new byte[0]);
            case "too-large" -> bucket.placeInParts(PREFIX + name, tooMuch(), ended());
            case "no-call" -> {
                name = "voicemail.wav";
                place(name, Sound.wav());
            }
            default -> {
                Map<String, String> metadata = new HashMap<>(ended());
                metadata.put("recording-id", "one");
                bucket.place(PREFIX + name, Sound.wav(), metadata);
                look(inbox);
                name = "again-" + name;
                bucket.place(PREFIX + name, Sound.wav(), metadata);
            }
        }
        Inbox connected = connect(inbox);

        // when
        round.run(connected);
        List<String> opened = List.copyOf(store.opened());
        round.run(connected);

        // then
        assertThat(bucket.names()).containsExactly(PREFIX + name);
        assertThat(store.opened()).isEqualTo(opened);
        assertThat(state().refused()).isEqualTo(1);
        assertThat(state().failingSince()).isNull();
        assertThat(gaps("closed_at IS NULL")).isEqualTo("1");
        HealthCheckResponse shown = health.call();
        assertThat(shown.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(shown.getData().orElseThrow())
                .containsEntry(source + ".refused", 1L)
                .containsKey(source + ".lookedAt");
    }

    @Test
    void shouldLeaveForAWhileWhatCannotBeAskedFor() {
        // given
        Inbox inbox = connect(inbox().keepingRefused(FOR_EVER));
        store.showAlso(new InboxObject(PREFIX + "../" + callId + ".wav", switchboard.now(), 100, "abc", null, false));

        // when
        round.run(inbox);

        // then
        assertThat(state().refused()).isEqualTo(1);
        assertThat(state().failingSince()).isNull();
        assertThat(gaps("closed_at IS NULL")).isEqualTo("1");
    }

    @Test
    void shouldFailWhenWhatIsListedIsNotThereAgainAndAgain() {
        // given
        Inbox inbox = connect(inbox());
        store.showAlso(new InboxObject(PREFIX + callId + ".wav", switchboard.now(), 100, "abc", null, false));

        // when
        round.run(inbox);

        // then
        assertThat(state().failingSince()).isNull();

        // when
        round.run(inbox);
        round.run(inbox);

        // then
        assertThat(state().waiting()).isEqualTo(1);
        assertThat(state().failingSince()).isNotNull();
    }

    @Test
    void shouldRemoveWhatWasRefusedWhenItsTimeIsOver() {
        // given
        place(callId + ".wav", "no sound".getBytes());
        TestInbox inbox = inbox();
        look(inbox.keepingRefused(FOR_EVER));
        assertThat(bucket.names()).hasSize(1);

        // when
        switchboard.pass(Duration.ofMinutes(2));
        look(inbox.keepingRefused(Duration.ofMinutes(1)));

        // then
        assertThat(bucket.names()).isEmpty();
        assertThat(state().refused()).isZero();
        assertThat(gaps("closed_at IS NULL")).isEqualTo("1");
    }

    @Test
    void shouldShowAsAGapWhatWasRefusedAndRemovedAtFirstSight() {
        // given
        place(callId + ".wav", "no sound".getBytes());
        switchboard.pass(Duration.ofMinutes(2));

        // when
        look(inbox().keepingRefused(Duration.ofMinutes(1)));

        // then
        assertThat(bucket.names()).isEmpty();
        assertThat(gaps("closed_at IS NULL")).isEqualTo("1");
    }

    /** As at AWS, where Last-Modified of such an object is when its upload began. */
    @Test
    void shouldKeepWhatWasRefusedFromWhenItWasComplete() {
        // given
        bucket.placeInParts(PREFIX + callId + ".wav", List.of("no sound".getBytes()), Map.of());
        Inbox inbox = connect(inbox().keepingRefused(Duration.ofMinutes(10)));
        store.setClock(ahead());
        switchboard.pass(Duration.ofMinutes(15));

        // when
        round.run(inbox);

        // then
        assertThat(bucket.names()).hasSize(1);

        // when
        switchboard.pass(Duration.ofMinutes(10));
        round.run(inbox);

        // then
        assertThat(bucket.names()).isEmpty();
        assertThat(gaps("closed_at IS NULL")).isEqualTo("1");
    }

    @Test
    void shouldTakeWhatWasRefusedOnceTheSettingsAreRight() {
        // given
        place("x-" + callId + ".wav", Sound.wav());
        TestInbox inbox = inbox().keepingRefused(FOR_EVER);
        look(inbox.withKey("y-(?<callId>.*)\\.wav"));
        assertThat(gaps("closed_at IS NULL")).isEqualTo("1");

        // when
        replica().run(connect(inbox.withKey("x-(?<callId>.*)\\.wav")));

        // then
        call().body("recordings", hasSize(1));
        assertThat(bucket.names()).isEmpty();
        assertThat(gaps("closed_at IS NOT NULL")).isEqualTo("1");
    }

    @Test
    void shouldTouchNothingThatIsNotItsOwn() {
        // given
        String foreign = "other/" + callId + ".wav";
        bucket.place(foreign, Sound.wav(), ended());
        bucket.place("inner.wav", Sound.wav(), ended());
        String ours = ObjectKey.random().value();
        bucket.place(ours, Sound.wav(), ended());
        bucket.beginUpload(ours);

        // when
        look(inbox());
        switchboard.pass(Duration.ofDays(1));
        look(TestInbox.at(server.endpoint().toString(), bucket.settings().bucket(), "rec/")
                .keepingRefused(Duration.ofMinutes(1)));

        // then
        assertThat(bucket.names()).containsExactlyInAnyOrder(foreign, "inner.wav", ours);
        assertThat(store.unfinished(switchboard.now())).hasSize(1);
        assertThat(recordings()).isEqualTo("0");
        assertThat(state().refused()).isEqualTo(1);
    }

    @Test
    void shouldRemoveAFileBesideARecordingOnceThatIsGone() {
        // given
        String recording = callId + ".opus";
        place(recording, Sound.wav());
        place(recording + "_metadata.json", "{\"ani\": \"+4512345678\"}".getBytes());
        TestInbox inbox = inbox().withCompanions("_metadata.json");
        Inbox connected = connect(inbox);
        store.failToRead(name -> true);
        switchboard.pass(Duration.ofMinutes(15));

        // when
        round.run(connected);

        // then
        assertThat(bucket.names()).hasSize(2);

        // when
        store.failToRead(name -> false);
        switchboard.pass(settings.retryDelay());
        round.run(connected);
        round.run(connected);

        // then
        assertThat(bucket.names()).isEmpty();
        assertThat(store.opened()).containsExactly(PREFIX + recording);
        assertThat(recordings()).isEqualTo("1");
    }

    @Test
    void shouldRemoveWhatSomebodyOnlyHid() {
        // given
        bucket.versioning(Status.ENABLED);
        place(callId + ".wav", Sound.wav());
        bucket.remove(PREFIX + callId + ".wav");

        // when
        look(inbox());

        // then
        assertThat(bucket.names()).isEmpty();
        assertThat(recordings()).isEqualTo("0");
    }

    @Test
    void shouldLetNoObjectKeepOthersWaiting() {
        // given
        IntStream.range(0, 4).forEach(i -> place("bad-" + i + "-" + callId + ".wav", Sound.wav()));
        place("good-" + callId + ".wav", Sound.wav());
        Inbox inbox = connect(inbox().withKey("[a-z]+-(\\d-)?(?<callId>.*)\\.wav"));
        store.failToRead(name -> name.startsWith(PREFIX + "bad"));

        // when
        round.run(inbox);
        round.run(inbox);

        // then
        assertThat(bucket.names()).hasSize(4).allMatch(name -> name.startsWith(PREFIX + "bad"));
        assertThat(recordings()).isEqualTo("1");
        assertThat(state().failingSince()).isNotNull();
        assertThat(state().waiting()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "give", "remove"})
    void shouldLetNoNumberOfObjectsKeepOthersWaiting(String what) {
        // given
        int many = 12;
        IntStream.range(10, 10 + many).forEach(i -> place("bad-" + i + "-" + callId + ".wav", Sound.wav()));
        place("good-" + callId + ".wav", Sound.wav());
        Inbox inbox = connect(inbox().withKey("(?<callId>.*)\\.wav"));
        Predicate<String> bad = name -> name.startsWith(PREFIX + "bad");
        switch (what) {
            case "read" -> store.failToRead(bad);
            case "give" -> store.failToGive(bad);
            default -> store.failToRemove(bad);
        }

        // when
        round.run(inbox);

        // then
        assertThat(bucket.names()).hasSize(many).allMatch(bad);
        assertThat(switchboard.query(
                        "SELECT count(*) FROM recording WHERE state = 'STORED' AND source = '" + source + "'"))
                .isEqualTo(what.equals("remove") ? "13" : "1");
        assertThat(state().waiting()).isEqualTo(many);
        assertThat(state().failingSince()).isNotNull();
    }

    /** Each costs a time-out. */
    @Test
    void shouldReachWhatLiesBehindObjectsThatHang() {
        // given
        IntStream.range(0, 7).forEach(i -> place("bad-" + i + "-" + callId + ".wav", Sound.wav()));
        place("good-" + callId + ".wav", Sound.wav());
        Inbox inbox = connect(inbox().withKey("[a-z]+-(\\d-)?(?<callId>.*)\\.wav"));
        Predicate<String> bad = name -> name.startsWith(PREFIX + "bad");
        store.hangOn(bad);

        // when
        round.run(inbox);

        // then
        assertThat(store.asked()).hasSize(3);
        assertThat(state().failingSince()).isNotNull();

        // when
        switchboard.pass(settings.retryDelay());
        round.run(inbox);
        switchboard.pass(settings.retryDelay());
        round.run(inbox);

        // then
        assertThat(recordings()).isEqualTo("1");
        assertThat(store.asked().subList(0, 8)).doesNotHaveDuplicates();

        // when
        store.hangOn(name -> false);
        switchboard.pass(settings.retryDelay().multipliedBy(2));
        round.run(inbox);

        // then
        assertThat(bucket.names()).isEmpty();
        assertThat(state().failingSince()).isNull();
    }

    @Test
    void shouldFailForAsLongAsAnythingWaitsToBeTriedAgain() {
        // given
        place(callId + ".wav", Sound.wav());
        Inbox inbox = connect(inbox());
        store.failToRemove(name -> true);
        round.run(inbox);
        Instant since = state().failingSince();

        // when
        switchboard.pass(settings.retryDelay().dividedBy(2));
        round.run(inbox);
        switchboard.pass(settings.retryDelay());
        round.run(inbox);

        // then
        assertThat(state().failingSince()).isNotNull().isEqualTo(since);
    }

    @Test
    void shouldSayThatAnInboxIsAwayAndDisturbNothingElse() {
        // given
        TestInbox away = TestInbox.at("http://127.0.0.1:1", "inbox", "");
        Inbox inbox = new Inbox(away.source(source), connector.connect(away.address()));

        // when
        round.run(inbox);

        // then
        assertThat(state().failingSince()).isNotNull();
        HealthCheckResponse shown = health.call();
        assertThat(shown.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(shown.getData().orElseThrow().get(source + ".failingSince")).isNotEqualTo("never");
        inbox.store().close();
        switchboard.pbx().recording().stored();
    }

    @Test
    void shouldForgetAnInboxThatIsNotConfiguredAnyMore() {
        // given
        look(inbox());
        String gone = source.replace("in-", "gone-");
        round.run(new Inbox(inbox().source(gone), store));

        // when
        book.keepOnly(List.of(source));

        // then
        assertThat(book.all()).extracting(InboxBook.State::source).containsExactly(source);
    }

    private TestInbox inbox() {
        return TestInbox.at(server.endpoint().toString(), bucket.settings().bucket(), PREFIX);
    }

    private Inbox connect(TestInbox inbox) {
        if (store != null) {
            store.close();
        }
        store = new WatchedInbox(connector.connect(inbox.address()));
        return new Inbox(inbox.source(source), store);
    }

    private void look(TestInbox inbox) {
        round.run(connect(inbox));
    }

    /** Another replica: it knows nothing of what this one tried. */
    private InboxRound replica() {
        return new InboxRound(adoption, sight, uploads, book, watch, switchboard::now, settings);
    }

    private void place(String key, byte[] bytes) {
        bucket.place(PREFIX + key, bytes, ended());
    }

    private void placeInParts(String key) {
        bucket.placeInParts(PREFIX + key, List.of(Sound.wav()), Map.of());
    }

    private String seen() {
        return switchboard.query("SELECT count(*) FROM inbox_seen WHERE source = '" + source + "'");
    }

    /** The tests' clock is ahead of the server's. */
    private Map<String, String> ended() {
        return Map.of("ended-at", switchboard.now().toString());
    }

    private ValidatableResponse call() {
        return switchboard.operator().callFrom(source, callId).then().statusCode(200);
    }

    private Duration ahead() {
        return Duration.between(Instant.now(), switchboard.now());
    }

    private InboxBook.State state() {
        return book.all().stream()
                .filter(state -> state.source().equals(source))
                .findFirst()
                .orElseThrow();
    }

    private String recordings() {
        return switchboard.query(
                "SELECT count(*) FROM recording WHERE state IN ('STORED', 'RECEIVING') AND source = '" + source + "'");
    }

    private String gaps(String condition) {
        return switchboard.query("SELECT count(*) FROM gap WHERE kind = 'OBJECT_REFUSED' AND " + condition
                + " AND source = '" + source + "'");
    }

    private static byte[] audio(String first) {
        byte[] noise = new byte[2000];
        ThreadLocalRandom.current().nextBytes(noise);
        byte[] head = HexFormat.of().parseHex(first);
        System.arraycopy(head, 0, noise, 0, head.length);
        return noise;
    }

    private static List<byte[]> tooMuch() {
        byte[] part = Sound.wav(7 * 1024 * 1024);
        return IntStream.range(0, TestServers.MAX_SIZE / part.length + 1)
                .mapToObj(i -> part)
                .toList();
    }
}
