package dk.slettefrist.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;

import dk.slettefrist.source.Source;
import dk.slettefrist.source.Sources;
import dk.slettefrist.storage.minio.TestBucket;
import dk.slettefrist.testing.S3ProxyServer;
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TestStorageSettings;

/** A source with an inbox, from the settings to the answer of the interface, with nobody's help. */
@QuarkusTest
@QuarkusTestResource(value = InboxJobTest.WithAnInbox.class, restrictToAnnotatedClass = true)
class InboxJobTest {

    private static final String SOURCE = "jambonz-1";

    /** The servers, and one more S3 server of somebody else's. */
    public static final class WithAnInbox extends TestServers {

        private static final String PREFIX = "slettefrist.sources." + SOURCE + ".";

        private S3ProxyServer server;

        @Override
        public Map<String, String> start() {
            Map<String, String> settings = super.start();
            server = S3ProxyServer.withVersions();
            settings.put("slettefrist.inbox.every", "PT1S");
            settings.put(PREFIX + "kind", "bucket");
            settings.put(PREFIX + "fields.call-id", "callSid");
            settings.put(PREFIX + "inbox.endpoint", server.endpoint().toString());
            settings.put(PREFIX + "inbox.bucket", "calls");
            settings.put(PREFIX + "inbox.access-key", "test-access");
            settings.put(PREFIX + "inbox.secret-key", "test-secret");
            settings.put(PREFIX + "inbox.keep-refused", "PT12H");
            return settings;
        }

        @Override
        public void stop() {
            super.stop();
            server.close();
        }
    }

    @Inject
    Switchboard switchboard;

    @Inject
    InboxBook book;

    @Inject
    Sources sources;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Test
    void shouldEmptyTheInboxOnceItIsThere() {
        // given
        await().atMost(Duration.ofSeconds(60))
                .until(() -> book.all().stream().anyMatch(state -> state.failingSince() != null));
        String callId = Switchboard.newId("call");
        byte[] audio = Sound.wav();

        // when
        try (TestBucket bucket = new TestBucket(TestStorageSettings.of(endpoint(), "calls")).create()) {
            bucket.place(
                    "2026/11/24/" + callId + ".wav",
                    audio,
                    Map.of("callSid", callId, "ended-at", switchboard.now().toString()));
            await().atMost(Duration.ofSeconds(60)).until(() -> bucket.names().isEmpty());
        }

        // then
        switchboard
                .operator()
                .callFrom(SOURCE, callId)
                .then()
                .statusCode(200)
                .body("recordings.sha256", hasItem(Sound.sha256(audio)));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> book.all().stream().allMatch(state -> state.failingSince() == null));
        assertThat(metrics())
                .contains("slettefrist_inbox_objects_total{outcome=\"stored\",source=\"" + SOURCE + "\"} 1.0")
                .contains("slettefrist_inbox_waiting{source=\"" + SOURCE + "\"}")
                .contains("slettefrist_inbox_refused{source=\"" + SOURCE + "\"}")
                .contains("slettefrist_inbox_looked_seconds{source=\"" + SOURCE + "\"}")
                .contains("slettefrist_inbox_failing_seconds{source=\"" + SOURCE + "\"}");
    }

    private URI endpoint() {
        return sources.find(SOURCE)
                .flatMap(Source::inbox)
                .orElseThrow()
                .address()
                .endpoint();
    }

    private String metrics() {
        return RestAssured.get(management.resolve("/q/metrics")).asString();
    }
}
