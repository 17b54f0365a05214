package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.Certified;
import dk.slettefrist.testing.RawConnection;
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestAuthority;
import dk.slettefrist.testing.TestIdentity;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TestSources;

/** A PBX proves itself by its certificate, to the service's own TLS. */
@QuarkusTest
@TestProfile(Certified.class)
@QuarkusTestResource(TestServers.class)
class ClientCertificateTest {

    private static final String EVENTS = "POST /api/v1/calls/events";
    private static final String CALLS = "GET /api/v1/calls";
    private static final String BUTTON = "/api/v1/sources/door/flag?callId=waits";
    private static final String HERE = "127.0.0.1";

    /** While others use up what their address may ask, a request is let in every 50 ms, theirs or another. */
    private static final int AT_ONCE = 30;

    @Inject
    Switchboard switchboard;

    @TestHTTPResource(value = "/", tls = true)
    URL service;

    private final String callId = "certified-" + UUID.randomUUID();
    private TestAuthority authority;
    private TestIdentity door;

    @BeforeEach
    void issue() {
        authority = Certified.authority();
        door = authority.issue(Certified.subject(Certified.DOOR));
    }

    @ParameterizedTest
    @CsvSource({
        "door, POST /api/v1/calls/events, 204",
        "door, POST /api/v1/sources/door/webhook, 204",
        "door, POST /api/v1/sources/door/flag?callId=waits-for-door, 202",
        "gate, POST /api/v1/sources/gate/webhook, 204",
        "gate, POST /api/v1/calls/events, 204",
        "engine, GET /api/v1/sources/engine/recordings?callId=none, 400",
    })
    void shouldKnowAPbxByItsCertificateWhereverAPbxMayAsk(String source, String request, int status) {
        // when
        String answer = ask(authority.issue(Certified.subject(source)), request);

        // then
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        if (status == 204) {
            assertThat(switchboard.operator().call(callId).<String>path("source"))
                    .isEqualTo(source);
        }
    }

    @Test
    void shouldTakeARecordingFromAPbxThatHasNothingButItsCertificate() {
        // given
        Instant now = switchboard.now();
        byte[] audio = Sound.wav();
        String target =
                "/api/v1/calls/" + callId + "/recordings/1?startedAt=" + now.minusSeconds(60) + "&endedAt=" + now;

        // when
        String answer;
        try (RawConnection connection = connect(door, HERE)) {
            answer = connection
                    .head("PUT", target, "Content-Length: " + audio.length, "Connection: close")
                    .send(audio)
                    .everything();
        }

        // then
        assertThat(answer).startsWith("HTTP/1.1 201 ").contains("\"source\":\"door\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=door",
                "CN=door,O=Eksempel Kommune",
                "CN=door,O=Eksempel Kommune,C=DK,DC=dk",
                "C=DK,O=Eksempel Kommune,CN=door",
                "CN=Door,O=Eksempel Kommune,C=DK",
                "CN=door\\,O\\=Eksempel Kommune\\,C\\=DK",
                "CN=door+O=Eksempel Kommune,C=DK",
            })
    void shouldTakeNobodyForAPbxWhoseNameIsOnlyLikeIt(String subject) {
        // when
        String answer = ask(authority.issue(subject), EVENTS);

        // then
        assertThat(answer).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void shouldEndTheConnectionOfWhoHasACertificateOfAnotherAuthorityOrOneThatIsOver() {
        // given
        TestIdentity foreign = TestAuthority.create("CN=Authority").issue(Certified.subject(Certified.DOOR));
        TestIdentity stranger = TestAuthority.create("CN=Another").issue(Certified.subject(Certified.DOOR));
        TestIdentity over =
                authority.issue(Certified.subject(Certified.DOOR), Instant.now().minus(Duration.ofHours(1)));

        // then
        assertThatThrownBy(() -> ask(foreign, EVENTS)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> ask(stranger, EVENTS)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> ask(over, EVENTS)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void shouldLetNobodyInForTlsAlone() {
        assertThat(ask(null, EVENTS)).startsWith("HTTP/1.1 401 ");
        assertThat(ask(null, "POST /api/v1/sources/door/webhook")).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void shouldTakeACertificateAndASecretOfTheSamePbx() {
        // given
        TestIdentity gate = authority.issue(Certified.subject(Certified.GATE));
        String secret = TestSources.secret(Certified.GATE);

        // then
        assertThat(ask(gate, EVENTS, basic("gate", secret))).startsWith("HTTP/1.1 204 ");
        assertThat(ask(gate, EVENTS, "Authorization: Bearer " + secret)).startsWith("HTTP/1.1 204 ");
        assertThat(ask(gate, "POST /api/v1/sources/gate/webhook?token=" + secret))
                .startsWith("HTTP/1.1 204 ");
        assertThat(ask(gate, "POST /api/v1/sources/gate/flag?callId=waits-for-gate&token=" + secret))
                .startsWith("HTTP/1.1 202 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/v1/calls/events",
                "POST /api/v1/sources/door/webhook",
                "POST /api/v1/sources/gate/webhook"
            })
    void shouldRefuseACertificateOfOnePbxWithASecretOfAnother(String request) {
        // given
        String secret = TestSources.secret(Certified.GATE);

        // then
        assertThat(ask(door, request, basic("gate", secret))).startsWith("HTTP/1.1 401 ");
        assertThat(ask(door, request, basic("door", secret))).startsWith("HTTP/1.1 401 ");
        assertThat(ask(door, request, "Authorization: Bearer " + secret)).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void shouldRefuseACertificateOfOnePbxAtTheAddressOfAnother() {
        // given
        String token = "token=" + TestSources.secret(Certified.GATE);

        // then
        for (String request : new String[] {"webhook?a=b", "flag?callId=none"}) {
            String address = "POST /api/v1/sources/gate/" + request;
            assertThat(ask(door, address)).startsWith("HTTP/1.1 401 ");
            assertThat(ask(door, address + "&" + token)).startsWith("HTTP/1.1 401 ");
            assertThat(ask(door, address.replace("gate", "door") + "&" + token)).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void shouldRefuseAnythingWrongBesideARightCertificate() {
        assertThat(ask(door, EVENTS, basic("door", "wrong-wrong-wrong"))).startsWith("HTTP/1.1 401 ");
        assertThat(ask(door, EVENTS, "Authorization: Bearer wrong")).startsWith("HTTP/1.1 401 ");
        assertThat(ask(door, EVENTS, "Authorization: Negotiate wrong")).startsWith("HTTP/1.1 401 ");
        assertThat(ask(door, CALLS, basic("operator", TestServers.password("operator"))))
                .startsWith("HTTP/1.1 401 ");
        assertThat(ask(door, "POST /api/v1/sources/door/flag?callId=none&token=wrong"))
                .startsWith("HTTP/1.1 401 ");
        assertThat(ask(door, "POST /api/v1/sources/door/webhook?token=wrong")).startsWith("HTTP/1.1 401 ");
        assertThat(ask(door, "POST /api/v1/sources/door/webhook", "webhook-signature: v1,wrong"))
                .startsWith("HTTP/1.1 401 ");
    }

    @Test
    void shouldLetPeopleInWhoHaveACertificateOfTheSameAuthority() {
        // given
        TestIdentity person = authority.issue("CN=Somebody,C=DK");

        // when
        String answer = ask(person, CALLS, basic("operator", TestServers.password("operator")));

        // then
        assertThat(answer).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void shouldNotLetAPbxDoWhatItsRoleMayNot() {
        assertThat(ask(door, CALLS)).startsWith("HTTP/1.1 403 ");
    }

    @Test
    void shouldWriteDownThatACertificateWasRefusedAndNotWhomItNames() {
        // given
        Instant from = switchboard.now();
        String address = "127.0.0.21";

        // when
        try (RawConnection connection = connect(authority.issue("CN=Somebody,C=DK"), address)) {
            connection.head("GET", "/api/v1/calls", "Connection: close").everything();
        }

        // then
        Awaitility.await().untilAsserted(() -> assertThat(
                        switchboard.auditor().events("LOGIN_FAILED", from, from.plusSeconds(120)))
                .filteredOn(event -> address.equals(event.get("address")))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event).containsEntry("actor", "unknown");
                    assertThat(event.toString()).doesNotContain("Somebody");
                }));
    }

    @Test
    void shouldNotKeepOutAPbxForTheManyRequestsOfOthersAtItsAddress() {
        // given
        String address = "127.0.0.22";
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Boolean> keptOut = new CompletableFuture<>();
        Thread others = new Thread(() -> {
            while (!over.get()) {
                if (strangerAt(address).startsWith("HTTP/1.1 429 ")) {
                    keptOut.complete(true);
                }
            }
        });
        others.setDaemon(true);
        others.start();
        keptOut.orTimeout(2, TimeUnit.MINUTES).join();

        // when
        String answers;
        try (RawConnection connection = connect(door, address)) {
            for (int i = 1; i < AT_ONCE; i++) {
                connection.head("POST", BUTTON, "Content-Length: 0");
            }
            answers = connection
                    .head("POST", BUTTON, "Content-Length: 0", "Connection: close")
                    .everything();
        } finally {
            over.set(true);
        }

        // then
        assertThat(answers).doesNotContain("HTTP/1.1 429 ");
        assertThat(answers.split("HTTP/1\\.1 202 ", -1)).hasSize(1 + AT_ONCE);
    }

    private static String strangerAt(String address) {
        try (RawConnection connection = RawConnection.open(null, address)) {
            return connection.head("GET", "/api/v1/calls", "Connection: close").everything();
        }
    }

    /** With an event of the call where there is to be a body. */
    private String ask(TestIdentity identity, String request, String... headers) {
        String[] line = request.split(" ");
        String body = line[0].equals("GET") || line[1].contains("/flag")
                ? ""
                : "{\"type\": \"call.started\", \"callId\": \"" + callId + "\", \"at\": \"" + switchboard.now() + "\"}";
        String[] all = Stream.concat(
                        Arrays.stream(headers),
                        Stream.of(
                                "Content-Type: application/json",
                                "Content-Length: " + body.length(),
                                "Connection: close"))
                .toArray(String[]::new);
        try (RawConnection connection = connect(identity, HERE).head(line[0], line[1], all)) {
            return connection.send(body.getBytes(StandardCharsets.US_ASCII)).everything();
        }
    }

    private RawConnection connect(TestIdentity identity, String from) {
        return RawConnection.over(TestIdentity.connect(identity, authority, from, service.getPort()), null);
    }

    private static String basic(String name, String password) {
        byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
