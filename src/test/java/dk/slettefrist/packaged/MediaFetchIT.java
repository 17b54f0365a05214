package dk.slettefrist.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.TestSources;
import dk.slettefrist.testing.Vendor;

/** The service is killed while it fetches a recording from a PBX, and while it deletes the PBX's copy; the next start goes on. */
class MediaFetchIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final byte[] audio = Sound.wav(200_000);
    private final String recordingId = "recording-" + UUID.randomUUID();
    private final CountDownLatch over = new CountDownLatch(1);
    private Stage stage;
    private Vendor vendor;

    @BeforeEach
    void start() {
        vendor = Vendor.open();
        stage = Stage.open(new Story.Periods(Duration.ofHours(1), Duration.ofHours(2)));
        stage.change("slettefrist.media.lease", "PT2S");
        stage.change("slettefrist.media.interval", "PT0.2S");
        stage.change("slettefrist.media.retry-delay", "PT0.2S");
        stage.change("slettefrist.sources.vendor.kind", "link");
        stage.change("slettefrist.sources.vendor.secrets", TestSources.hash("vendor-source-secret"));
        stage.change("slettefrist.sources.vendor.media.hosts", "127.0.0.1:*");
        stage.change("slettefrist.sources.vendor.media.plain-http", "true");
        stage.change("slettefrist.sources.vendor.media.private-networks", "127.0.0.0/8");
        stage.change("slettefrist.sources.vendor.media.delete", "true");
        stage.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        stage.close();
        vendor.close();
    }

    @Test
    void shouldFetchOnceThoughItIsKilledInTheMiddleAndBeforeTheEnd() throws SQLException {
        // given
        vendor.then(this::half).thenFile(audio).then(this::nothing).thenStatus(404);
        ready();
        awaitAsked(1);

        // when
        stage.killService();
        stage.start();
        awaitAsked(3);
        stage.killService();
        stage.start();

        // then
        Awaitility.await("the row is over").atMost(PATIENCE).untilAsserted(() -> assertThat(
                        value("SELECT state || ' ' || outcome FROM media_fetch"))
                .isEqualTo("DONE deleted"));
        assertThat(vendor.asked()).extracting(Vendor.Asked::method).containsExactly("GET", "GET", "DELETE", "DELETE");
        assertThat(value("SELECT string_agg(sha256, ',') FROM recording WHERE state = 'STORED'"))
                .isEqualTo(Sound.sha256(audio));
        assertThat(value("SELECT call_id || recording_id || url || deletion_url FROM media_fetch"))
                .isNull();
        Awaitility.await("nothing is left of the first attempt")
                .atMost(PATIENCE)
                .until(() -> value("SELECT count(*) FROM recording WHERE sweep_at IS NOT NULL AND state <> 'STORED'")
                        .equals("0"));
        assertThat(stage.service().log()).doesNotContain(recordingId).doesNotContain("/media");
    }

    private void half(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, audio.length);
        exchange.getResponseBody().write(audio, 0, audio.length / 2);
        exchange.getResponseBody().flush();
        nothing(exchange);
    }

    private void nothing(HttpExchange exchange) {
        try {
            over.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitAsked(int times) {
        Awaitility.await("the PBX is asked")
                .atMost(PATIENCE)
                .until(() -> vendor.asked().size() == times);
    }

    private void ready() throws SQLException {
        String url = "http://127.0.0.1:" + vendor.port() + "/media";
        try (Connection connection = stage.database().connect();
                PreparedStatement insert = connection.prepareStatement(
                        """
                        INSERT INTO media_fetch (id, source, call_key, recording_key, call_id, recording_id, url, deletion_url,
                            started_at, ended_at, state, told_at, since, give_up_at, next_at)
                        VALUES (?, 'vendor', sha256('call-1'), sha256(?), 'call-1', ?, ?, ?, now(), now(), 'TO_FETCH', now(), now(),
                            now() + interval '1 day', now())
                        """)) {
            insert.setObject(1, UUID.randomUUID());
            insert.setBytes(2, recordingId.getBytes(StandardCharsets.US_ASCII));
            insert.setString(3, recordingId);
            insert.setString(4, url);
            insert.setString(5, url);
            insert.executeUpdate();
        }
    }

    private String value(String query) throws SQLException {
        try (Connection connection = stage.database().connect();
                PreparedStatement statement = connection.prepareStatement(query);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }
}
