package dk.slettefrist.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dk.slettefrist.platform.LiveFiles;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TestSources;

/** Users come, go and change their passwords while the service runs. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class FileUsersTest {

    private static final String SETTING = "slettefrist.users.file";
    private static final String USER = TestServers.FILE_USER;
    private static final String OLD = TestServers.password(USER);
    private static final String NEW = "another-password";
    private static final String CALLS = "/api/v1/calls";
    private static final String AUDIT = "/api/v1/audit-events?from=2026-01-01T00:00:00Z&to=2100-01-01T00:00:00Z";
    private static final int ENOUGH = 5;

    @ConfigProperty(name = SETTING)
    Path file;

    @Inject
    LiveFiles files;

    @Inject
    Switchboard switchboard;

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String used = OLD;

    @AfterEach
    void asItWas() throws IOException {
        over.set(true);
        replace(TestServers.fileUser("operator", OLD));
        files.look();
        await().until(() -> files.oldest().isEmpty());
    }

    @Test
    void shouldAnswerEveryRequestWhileThePasswordChanges() throws IOException {
        // given
        Instant from = switchboard.now();
        CompletableFuture<List<Integer>> requests = CompletableFuture.supplyAsync(() -> {
            List<Integer> statuses = new ArrayList<>();
            while (!over.get()) {
                statuses.add(status(CALLS, used));
                asked.incrementAndGet();
            }
            return statuses;
        });

        // when
        untilAskedMore();
        replace(TestServers.fileUser("operator", OLD) + " " + TestSources.hash(NEW));
        untilAskedMore();
        used = NEW;
        untilAskedMore();
        replace(TestServers.fileUser("operator", NEW));
        untilAskedMore();
        over.set(true);

        // then
        assertThat(requests.join()).containsOnly(200);
        assertThat(status(CALLS, OLD)).isEqualTo(401);
        await().untilAsserted(() -> assertThat(switchboard
                        .auditor()
                        .events("SETTINGS_CHANGED", from, switchboard.now().plusSeconds(1)))
                .extracting(event -> event.get("detail"))
                .contains("settings: changed " + SETTING));
    }

    @Test
    void shouldHaveTheRolesThatCountNow() throws IOException {
        // given
        List<Integer> before = List.of(status(CALLS, OLD), status(AUDIT, OLD));

        // when
        replace(TestServers.fileUser("auditor", OLD));
        List<Integer> after = List.of(status(CALLS, OLD), status(AUDIT, OLD));
        replace("somebody-else auditor " + TestSources.hash(NEW));

        // then
        assertThat(before).containsExactly(200, 403);
        assertThat(after).containsExactly(403, 200);
        assertThat(status(AUDIT, OLD)).isEqualTo(401);
    }

    private static int status(String path, String password) {
        return given().auth().preemptive().basic(USER, password).get(path).statusCode();
    }

    private void untilAskedMore() {
        int before = asked.get();
        await().until(() -> asked.get() >= before + ENOUGH);
    }

    private void replace(String text) throws IOException {
        Path written = Files.writeString(file.resolveSibling("next"), text);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
