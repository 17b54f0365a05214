package dk.slettefrist.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dk.slettefrist.platform.LiveFiles;
import dk.slettefrist.testing.OwnThreads;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TestSources;

/** A PBX gets another secret while it delivers. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class SecretRotationTest {

    private static final String SETTING = "slettefrist.sources.rotated-1.secrets-file";
    private static final String OLD = TestSources.secret("rotated-1");
    private static final int AT_ONCE = 3;
    private static final int ENOUGH = 5;

    @ConfigProperty(name = SETTING)
    Path file;

    @Inject
    LiveFiles files;

    @Inject
    Switchboard switchboard;

    private final String next = "next-secret-" + UUID.randomUUID();
    private final AtomicIntegerArray asked = new AtomicIntegerArray(AT_ONCE);
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile String used = OLD;

    @AfterEach
    void theFirstSecretAgain() throws IOException {
        over.set(true);
        replace(TestSources.hash(OLD));
        untilWrittenDown();
    }

    @Test
    void shouldAnswerEveryRequestWhileTheSecretChanges() throws IOException {
        // given
        Instant from = switchboard.now();
        List<CompletableFuture<Integer>> pbx = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> refusedOf(i), OwnThreads.FOR_EACH))
                .toList();

        // when
        untilAskedMore();
        replace(TestSources.hash(next) + "\n" + TestSources.hash(OLD));
        untilAskedMore();
        used = next;
        untilAskedMore();
        replace(TestSources.hash(next));
        untilAskedMore();
        over.set(true);

        // then
        assertThat(pbx).allSatisfy(one -> assertThat(one.join()).isZero());
        assertThat(status(next)).isEqualTo(204);
        assertThat(status(OLD)).isEqualTo(401);
        await().untilAsserted(() -> assertThat(changes(from)).hasSize(2));
    }

    private int refusedOf(int thread) {
        int all = 0;
        while (!over.get()) {
            all += status(used) == 204 ? 0 : 1;
            asked.incrementAndGet(thread);
        }
        return all;
    }

    private int status(String secret) {
        return given().auth()
                .preemptive()
                .basic("rotated-1", secret)
                .contentType("application/json")
                .body("{\"type\": \"call.started\", \"callId\": \"%s\", \"at\": \"%s\"}"
                        .formatted("rotated-" + UUID.randomUUID(), Instant.parse("2026-01-01T00:00:00Z")))
                .post("/api/v1/calls/events")
                .statusCode();
    }

    /** Each of them, so that no request is under way that began before. */
    private void untilAskedMore() {
        int[] before = IntStream.range(0, AT_ONCE).map(asked::get).toArray();
        await().until(() -> IntStream.range(0, AT_ONCE).allMatch(i -> asked.get(i) >= before[i] + ENOUGH));
    }

    /** What this test did is no event of the next one. */
    private void untilWrittenDown() {
        files.look();
        await().until(() -> files.oldest().isEmpty());
    }

    private List<Object> changes(Instant from) {
        return switchboard
                .auditor()
                .events("SETTINGS_CHANGED", from, switchboard.now().plusSeconds(1))
                .stream()
                .map(event -> event.get("detail"))
                .filter(("settings: changed " + SETTING)::equals)
                .toList();
    }

    private void replace(String text) throws IOException {
        Path written = Files.writeString(file.resolveSibling("next"), text);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
