package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocket;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dk.slettefrist.testing.Certified;
import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.RawConnection;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestAuthority;
import dk.slettefrist.testing.TestIdentity;
import dk.slettefrist.testing.TestServers;

/** What holds for every connection holds for one with TLS, whose first head may come with the end of the handshake. */
@QuarkusTest
@TestProfile(Certified.class)
@QuarkusTestResource(TestServers.class)
@Timeout(30)
class TlsConnectionTest {

    private static final int CLIENTS = 3;
    private static final int CHANGES = 5;
    private static final String BUTTON = "/api/v1/sources/door/flag?callId=waits";
    private static final int LONGER_THAN_A_HEAD_MAY_TAKE = 3500;

    @Inject
    Switchboard switchboard;

    @Inject
    TlsConfigurationRegistry tls;

    @Inject
    Event<CertificateUpdatedEvent> updated;

    @TestHTTPResource(value = "/", tls = true)
    URL service;

    @Test
    void shouldLeaveARecordingTheTimeItTakes() throws InterruptedException {
        // given
        Delivery delivery = switchboard.pbx().recording();
        byte[] audio = delivery.audio();
        try (RawConnection connection = connect(Certified.subject(Certified.DOOR))
                .head("PUT", delivery.target(), "Content-Length: " + audio.length)) {

            // when
            connection.send(Arrays.copyOf(audio, 100));
            Thread.sleep(LONGER_THAN_A_HEAD_MAY_TAKE);
            connection.send(Arrays.copyOfRange(audio, 100, audio.length));

            // then
            assertThat(connection.status()).isEqualTo(201);
        }
    }

    @Test
    void shouldHangUpOnWhoSaysNothingAfterTheHandshake() {
        try (RawConnection connection = connect("CN=Somebody")) {
            assertThat(connection.everything()).isEmpty();
        }
    }

    @Test
    void shouldHangUpOnAHeadThatDoesNotEnd() {
        try (RawConnection connection = connect("CN=Somebody")) {
            connection.send("GET /api/v1/calls".getBytes(StandardCharsets.US_ASCII));
            assertThat(connection.everything()).isEmpty();
        }
    }

    @Test
    void shouldRefuseAnAmbiguousRequest() {
        try (RawConnection connection = connect("CN=Somebody").head("GET", "/slettefrist.css", "Host: another")) {
            assertThat(connection.everything()).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void shouldChangeCertificateAndAuthoritiesWithoutARestart() throws IOException {
        // given
        TestAuthority authority = Certified.authority();
        TestAuthority next = TestAuthority.create("CN=Next authority");
        TestIdentity later = next.issue(Certified.subject(Certified.DOOR));
        TestIdentity own = authority.issue("CN=service");
        RawConnection open = connect(Certified.subject(Certified.DOOR)).head("HEAD", "/nowhere");
        assertThatThrownBy(() -> saves(later)).isInstanceOf(UncheckedIOException.class);
        assertThat(open.status()).isEqualTo(404);
        Certified.present(own);
        Certified.trust(authority, next);

        // when
        TlsConfiguration changed = tls.getDefault().orElseThrow();
        assertThat(changed.reload()).isTrue();
        updated.fire(new CertificateUpdatedEvent(changed.getName(), changed));

        // then
        assertThat(saves(later)).isEqualTo(202);
        assertThat(saves(authority.issue(Certified.subject(Certified.DOOR)))).isEqualTo(202);
        try (SSLSocket connection = TestIdentity.connect(null, authority, "127.0.0.1", service.getPort())) {
            assertThat(connection.getSession().getPeerCertificates()[0]).isEqualTo(own.certificate());
        }
        try (open) {
            assertThat(open.head("HEAD", "/nowhere").status()).isEqualTo(404);
        }
    }

    @Test
    void shouldAnswerEveryRequestWhileCertificatesChange() throws Exception {
        // given
        TestIdentity door = Certified.authority().issue(Certified.subject(Certified.DOOR));
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Future<Integer>> answered = IntStream.range(0, CLIENTS)
                .mapToObj(client -> clients.submit(() -> {
                    int answers = 0;
                    while (!over.get()) {
                        assertThat(saves(door)).isEqualTo(202);
                        answers++;
                    }
                    return answers;
                }))
                .toList();

        // when
        for (int i = 0; i < CHANGES; i++) {
            Certified.present(Certified.authority().issue("CN=service"));
            TlsConfiguration changed = tls.getDefault().orElseThrow();
            assertThat(changed.reload()).isTrue();
            updated.fire(new CertificateUpdatedEvent(changed.getName(), changed));
        }
        over.set(true);

        // then
        clients.shutdown();
        for (Future<Integer> client : answered) {
            assertThat(client.get()).isPositive();
        }
    }

    private int saves(TestIdentity identity) {
        try (RawConnection connection = connect(identity)) {
            return connection
                    .head("POST", BUTTON, "Content-Length: 0", "Connection: close")
                    .status();
        }
    }

    private RawConnection connect(String subject) {
        return connect(Certified.authority().issue(subject));
    }

    private RawConnection connect(TestIdentity identity) {
        return RawConnection.over(
                TestIdentity.connect(identity, Certified.authority(), "127.0.0.1", service.getPort()), null);
    }
}
