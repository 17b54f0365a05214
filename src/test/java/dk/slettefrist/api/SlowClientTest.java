package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.Guarded;
import dk.slettefrist.testing.RawConnection;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.User;

/** Clients whose bytes trickle, so that no time-out between two bytes ever ends them. */
@QuarkusTest
@TestProfile(Guarded.class)
@QuarkusTestResource(TestServers.class)
@Timeout(30)
class SlowClientTest {

    private static final Duration PAUSE = Duration.ofMillis(100);

    @Inject
    Switchboard switchboard;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /api/v1/calls HTTP/1.1\r\nHost: test\r\nX-Slow: ", "GET /api/v1/calls"})
    void shouldHangUpOnAHeadThatTrickles(String begin) {
        try (RawConnection connection = RawConnection.open(null).send(ascii(begin))) {
            assertThat(trickle(connection)).isTrue();
        }
    }

    @Test
    void shouldHangUpOnWhoConnectsAndSaysNothing() {
        try (RawConnection connection = RawConnection.open(null)) {
            assertThat(connection.everything()).isEmpty();
        }
    }

    @Test
    void shouldHangUpOnASecondHeadThatTrickles() {
        // given
        try (RawConnection connection =
                RawConnection.open(switchboard.operator()).head("GET", "/api/v1/calls")) {
            assertThat(connection.status()).isEqualTo(200);
            connection.send(ascii("GET /api/v1/ca"));

            // when
            boolean hungUp = trickle(connection);

            // then
            assertThat(hungUp).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 60000", "Transfer-Encoding: chunked"})
    void shouldHangUpOnABodyThatTrickles(String howLong) {
        // given
        User operator = switchboard.operator();
        try (RawConnection connection = RawConnection.open(operator)
                .head("PUT", "/api/v1/calls/c-1/flag", "Content-Type: application/json", howLong)) {

            // when
            boolean hungUp = trickle(connection);

            // then
            assertThat(hungUp).isTrue();
        }
    }

    @Test
    void shouldLeaveARecordingTheTimeItTakes() throws InterruptedException {
        // given
        Delivery delivery = switchboard.pbx().recording();
        byte[] audio = delivery.audio();
        try (RawConnection connection = delivery.open("Content-Length: " + audio.length)) {

            // when
            for (int i = 0; i < 15; i++) {
                connection.send(new byte[] {audio[i]});
                Thread.sleep(PAUSE.toMillis());
            }
            connection.send(Arrays.copyOfRange(audio, 15, audio.length));

            // then
            assertThat(connection.status()).isEqualTo(201);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldEndARecordingThatTakesTooLongHoweverSteadilyItsBytesCome(boolean form) {
        // given
        Delivery delivery = switchboard.pbx().recording();
        double counted = tooSlow();
        try (RawConnection connection = form
                ? formOf(delivery)
                : delivery.open("Content-Length: 60000").send(Arrays.copyOf(delivery.audio(), 100))) {

            // when
            Thread sender = trickling(connection);
            String answer = connection.answer();
            sender.interrupt();

            // then
            assertThat(answer).startsWith("HTTP/1.1 408 ").contains("application/problem+json");
            assertThat(tooSlow()).isEqualTo(counted + 1);
            assertThat(delivery.put().statusCode()).isEqualTo(201);
        }
    }

    @Test
    void shouldKeepAConnectionBetweenTwoRequestsForLongerThanAHeadMayTake() throws InterruptedException {
        // given
        try (RawConnection connection =
                RawConnection.open(switchboard.operator()).head("HEAD", "/nowhere")) {
            assertThat(connection.answer()).startsWith("HTTP/1.1 404 ");

            // when
            Thread.sleep(15 * PAUSE.toMillis());
            connection.head("HEAD", "/nowhere");

            // then
            assertThat(connection.status()).isEqualTo(404);
        }
    }

    private double tooSlow() {
        return RestAssured.get(management.resolve("/q/metrics"))
                .asString()
                .lines()
                .filter(line -> line.startsWith("slettefrist_recordings_total{outcome=\"too-slow\",source=\"pbx\"} "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** Whether the service hangs up while a byte comes every now and then. */
    private static boolean trickle(RawConnection connection) {
        AtomicBoolean hungUp = new AtomicBoolean();
        Thread reader = new Thread(() -> {
            connection.awaitHangUp();
            hungUp.set(true);
        });
        reader.start();
        try {
            for (int i = 0; i < 100 && reader.isAlive(); i++) {
                connection.sendOrNot(ascii("1"));
                reader.join(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return hungUp.get();
    }

    /** In the middle of a field, before its audio. */
    private static RawConnection formOf(Delivery delivery) {
        return RawConnection.open(delivery.pbx())
                .head(
                        "POST",
                        "/api/v1/calls/" + delivery.callId() + "/recordings",
                        "Content-Type: multipart/form-data; boundary=b",
                        "Content-Length: 60000")
                .send(ascii("--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n"));
    }

    /** Sends a byte every now and then until it is interrupted. */
    private static Thread trickling(RawConnection connection) {
        Thread sender = new Thread(() -> {
            try {
                while (true) {
                    connection.sendOrNot(ascii("1"));
                    Thread.sleep(PAUSE.toMillis());
                }
            } catch (InterruptedException e) {
                // Enough.
            }
        });
        sender.setDaemon(true);
        sender.start();
        return sender;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
