package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.RawConnection;
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.User;

/** Uploads as they are on the wire: with and without a length, unread, broken off, two at once. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class StreamingTest {

    private static final String CHUNKED = "Transfer-Encoding: chunked";
    private static final String GIGABYTE = "Content-Length: 1073741824";
    private static final String TEN_MEGABYTES = "Content-Length: 10485760";

    @Inject
    Switchboard switchboard;

    @Test
    void shouldStoreABodyWithoutContentLength() {
        // given
        Delivery delivery = switchboard.pbx().recording();

        // when
        try (RawConnection connection = delivery.open(CHUNKED)) {
            connection.chunk(delivery.audio()).chunk(new byte[0]);

            // then
            assertThat(connection.status()).isEqualTo(201);
        }
        switchboard
                .operator()
                .call(delivery.callId())
                .then()
                .body("recordings[0].sha256", equalTo(Sound.sha256(delivery.audio())));
    }

    @Test
    void shouldStoreABodyWithContentLength() {
        // given
        Delivery delivery = switchboard.pbx().recording();

        // when
        try (RawConnection connection = delivery.open("Content-Length: " + delivery.audio().length)) {
            connection.send(delivery.audio());

            // then
            assertThat(connection.status()).isEqualTo(201);
        }
    }

    @Test
    void shouldAskForTheBodyOfWhoeverExpectsToBeAsked() {
        // given
        Delivery delivery = switchboard.pbx().recording();

        // when
        try (RawConnection connection =
                delivery.open("Expect: 100-continue", "Content-Length: " + delivery.audio().length)) {
            int first = connection.status();
            connection.send(delivery.audio());

            // then
            assertThat(List.of(first, connection.status())).containsExactly(100, 201);
        }
    }

    @Test
    void shouldRefuseALateRecordingWithoutAskingForItsBody() {
        // given
        Delivery delivery =
                switchboard.pbx().recording().ended(switchboard.now().minus(Duration.ofMinutes(30)));

        // when
        try (RawConnection connection = delivery.open("Expect: 100-continue", TEN_MEGABYTES)) {

            // then
            assertThat(connection.status()).isEqualTo(410);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TEN_MEGABYTES, CHUNKED})
    void shouldRefuseALateRecordingWithoutReadingItsBody(String header) {
        // given
        Delivery delivery =
                switchboard.pbx().recording().ended(switchboard.now().minus(Duration.ofMinutes(30)));

        // when
        try (RawConnection connection = delivery.open(header)) {

            // then
            assertThat(connection.answer()).startsWith("HTTP/1.1 410 ").contains("application/problem+json");
        }
    }

    @Test
    void shouldRefuseTooLargeARecordingWithoutReadingItsBody() {
        // when
        try (RawConnection connection = switchboard.pbx().recording().open(GIGABYTE)) {

            // then
            assertThat(connection.answer()).startsWith("HTTP/1.1 413 ").contains("application/problem+json");
        }
    }

    @Test
    void shouldRefuseABadRequestWithoutReadingItsBody() {
        // when
        try (RawConnection connection =
                switchboard.pbx().recording().without("endedAt").open(TEN_MEGABYTES)) {

            // then
            assertThat(connection.status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {GIGABYTE, CHUNKED})
    void shouldRefuseNobodyWithoutReadingTheBody(String header) {
        // given
        String target = switchboard.pbx().recording().target();

        // when
        try (RawConnection connection = RawConnection.open(null).head("PUT", target, header)) {

            // then
            assertThat(connection.answer()).startsWith("HTTP/1.1 401 ").contains("application/problem+json");
        }
    }

    @Test
    void shouldRefuseAnotherRoleWithoutReadingTheBody() {
        // given
        String target = switchboard.pbx().recording().target();

        // when
        try (RawConnection connection = RawConnection.open(new User("operator")).head("PUT", target, GIGABYTE)) {

            // then
            assertThat(connection.status()).isEqualTo(403);
        }
    }

    @Test
    void shouldRefuseAnUnknownPathWithoutReadingTheBody() {
        // when
        try (RawConnection connection =
                RawConnection.open(switchboard.pbx()).head("PUT", "/api/v1/nowhere", GIGABYTE)) {

            // then
            assertThat(connection.answer()).startsWith("HTTP/1.1 404 ").contains("application/problem+json");
        }
    }

    @Test
    void shouldRefuseTooManyBytesWithoutContentLengthAndKeepNothing() {
        // given
        Set<String> objects = switchboard.objects();
        byte[] audio = Sound.wav(TestServers.MAX_SIZE + 1);

        // when
        try (RawConnection connection = switchboard.pbx().recording().open(CHUNKED)) {
            connection.chunk(audio);

            // then
            assertThat(connection.answer()).startsWith("HTTP/1.1 413 ").contains("application/problem+json");
        }
        switchboard.untilStoreHoldsAtMost(objects);
    }

    @Test
    void shouldKeepNothingOfABodyThatBreaksOff() {
        // given
        Instant from = switchboard.startAfresh();
        Delivery delivery = switchboard.pbx().recording().audio(Sound.wav(12_000_000));

        // when
        try (RawConnection connection = delivery.open("Content-Length: " + delivery.audio().length)) {
            connection.send(Arrays.copyOf(delivery.audio(), 11_000_000));
        }

        // then
        await().until(() -> switchboard
                .auditor()
                .retention(from, switchboard.now().plusSeconds(1))
                .path("received.failed")
                .equals(1));
        switchboard.untilStoreHoldsAtMost(Set.of());
        switchboard
                .auditor()
                .retention(from, switchboard.now().plusSeconds(1))
                .then()
                .body("received.unflagged", equalTo(0))
                .body("stored.unflagged", equalTo(0))
                .body("purged.unflagged", equalTo(0))
                .body("overdue.count", equalTo(0));
    }

    @Test
    void shouldStoreOnRetryWhatBrokeOffBefore() {
        // given
        Instant from = switchboard.startAfresh();
        Delivery delivery = switchboard.pbx().recording();
        try (RawConnection connection = delivery.open(CHUNKED)) {
            connection.chunk(Arrays.copyOf(delivery.audio(), 1000));
            await().until(() -> recordings(delivery) == 1);
        }
        await().until(() -> switchboard
                        .auditor()
                        .events("FAILED", from, switchboard.now().plusSeconds(1))
                        .size()
                == 1);

        // when
        int status = delivery.put().statusCode();

        // then
        assertThat(status).isEqualTo(201);
        switchboard
                .operator()
                .call(delivery.callId())
                .then()
                .body("recordings.size()", equalTo(1))
                .body("recordings[0].state", equalTo("STORED"));
    }

    @Test
    void shouldShowAnUploadThatIsOnItsWay() {
        // given
        Delivery delivery = switchboard.pbx().recording();

        // when
        try (RawConnection connection = delivery.open(CHUNKED)) {
            connection.chunk(Arrays.copyOf(delivery.audio(), 1000));
            await().until(() -> recordings(delivery) == 1);

            // then
            switchboard
                    .operator()
                    .call(delivery.callId())
                    .then()
                    .statusCode(200)
                    .body("recordings[0].state", equalTo("RECEIVING"));
        }
    }

    @Test
    void shouldStoreTheSameBytesOnceWhenTheyComeTwiceAtOnce() {
        // given
        Instant from = switchboard.startAfresh();
        Delivery delivery = switchboard.pbx().recording();
        byte[] audio = delivery.audio();
        byte[] begin = Arrays.copyOf(audio, 1000);
        byte[] rest = Arrays.copyOfRange(audio, 1000, audio.length);

        // when
        try (RawConnection one = delivery.open(CHUNKED);
                RawConnection other = delivery.open(CHUNKED)) {
            one.chunk(begin);
            other.chunk(begin);
            await().until(() -> recordings(delivery) == 2);
            one.chunk(rest).chunk(new byte[0]);
            other.chunk(rest).chunk(new byte[0]);

            // then
            assertThat(List.of(one.status(), other.status())).containsExactlyInAnyOrder(201, 200);
        }
        assertThat(switchboard.objects()).hasSize(1);
        switchboard
                .auditor()
                .retention(from, switchboard.now().plusSeconds(1))
                .then()
                .body("received.unflagged", equalTo(1))
                .body("received.failed", equalTo(0))
                .body("stored.unflagged", equalTo(1));
    }

    private int recordings(Delivery delivery) {
        var call = switchboard.operator().call(delivery.callId());
        return call.statusCode() == 200 ? call.jsonPath().getList("recordings").size() : 0;
    }
}
