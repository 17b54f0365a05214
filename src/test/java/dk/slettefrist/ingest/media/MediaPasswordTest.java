package dk.slettefrist.ingest.media;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import jakarta.inject.Inject;

import com.sun.net.httpserver.HttpExchange;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import okhttp3.Credentials;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dk.slettefrist.platform.LiveFiles;
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TestSources;
import dk.slettefrist.testing.Vendor;

/** A PBX changes the password by which it knows who fetches. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class MediaPasswordTest {

    private static final String SOURCE = "media-rotated";
    private static final String SETTING = "slettefrist.sources." + SOURCE + ".media.password-file";
    private static final String OLD = TestSources.secret(SOURCE);
    private static final String NEW = "another-password-æøå";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ConfigProperty(name = SETTING)
    Path file;

    @Inject
    LiveFiles files;

    @Inject
    Switchboard switchboard;

    private final byte[] audio = Sound.wav(30_000);
    private final Vendor vendor = Vendor.open().then(this::answer);
    private volatile String known = OLD;

    @AfterEach
    void close() throws IOException {
        vendor.close();
        replace(OLD);
        files.look();
        await().until(() -> files.oldest().isEmpty());
    }

    @Test
    void shouldFetchAndDeleteWithWhatCountsThen() throws IOException {
        // given
        Instant from = switchboard.now();
        fetched();
        untilDone(1);
        known = NEW;
        String waiting = told();
        await().atMost(PATIENCE).until(() -> switchboard
                .query("SELECT count(*) FROM media_fetch WHERE source = '" + SOURCE + "' AND outcome = 'denied'")
                .equals("1"));

        // when
        replace(NEW);

        // then
        untilStored(waiting);
        fetched();
        untilDone(3);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(switchboard
                        .auditor()
                        .events("SETTINGS_CHANGED", from, switchboard.now().plusSeconds(1)))
                .extracting(event -> event.get("detail"))
                .contains("settings: changed " + SETTING));
    }

    private void fetched() {
        untilStored(told());
    }

    /** The PBX says that a recording lies ready. */
    private String told() {
        String call = Switchboard.newId("call");
        given().queryParam("token", TestSources.secret(SOURCE))
                .body(Map.of(
                        "callId", call, "recordingId", call, "url", "http://127.0.0.1:" + vendor.port() + "/" + call))
                .contentType("application/json")
                .post("/api/v1/sources/" + SOURCE + "/webhook")
                .then()
                .statusCode(204);
        return call;
    }

    private void untilStored(String call) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> switchboard.operator().call(call).then().body("recordings.state", hasItem("STORED")));
    }

    /** Fetched, and deleted at the PBX. */
    private void untilDone(int recordings) {
        await().atMost(PATIENCE).until(() -> switchboard
                .query("SELECT count(*) FROM media_fetch WHERE source = '" + SOURCE + "' AND state = 'DONE'")
                .equals(String.valueOf(recordings)));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String proof = exchange.getRequestHeaders().getFirst("Authorization");
        if (!Credentials.basic("slettefrist", known, StandardCharsets.UTF_8).equals(proof)) {
            exchange.sendResponseHeaders(401, -1);
        } else if (exchange.getRequestMethod().equals("DELETE")) {
            exchange.sendResponseHeaders(204, -1);
        } else {
            exchange.sendResponseHeaders(200, audio.length);
            exchange.getResponseBody().write(audio);
        }
    }

    private void replace(String text) throws IOException {
        Path written = Files.writeString(file.resolveSibling("next"), text + "\n");
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
