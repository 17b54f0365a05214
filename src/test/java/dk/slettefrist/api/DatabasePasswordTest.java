package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dk.slettefrist.platform.LiveFiles;
import dk.slettefrist.testing.OwnThreads;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

/** The service's role gets another password while people use the service and every connection is made anew. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class DatabasePasswordTest {

    private static final String SETTING = "slettefrist.database.password-file";
    private static final int AT_ONCE = 3;
    private static final int ENOUGH = 5;

    @ConfigProperty(name = SETTING)
    Path file;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String role;

    @Inject
    AgroalDataSource pool;

    @Inject
    LiveFiles files;

    @Inject
    Switchboard switchboard;

    private final String next = "next-" + UUID.randomUUID();
    private final AtomicIntegerArray asked = new AtomicIntegerArray(AT_ONCE);
    private final AtomicBoolean over = new AtomicBoolean();
    private String first;

    @BeforeEach
    void theFirstPassword() throws IOException {
        first = Files.readString(file).strip();
    }

    @AfterEach
    void theFirstPasswordAgain() throws IOException, SQLException {
        over.set(true);
        replace(next + "\n" + first);
        alterRole(first);
        replace(first);
        pool.flush(AgroalDataSource.FlushMode.GRACEFUL);
        untilWrittenDown();
    }

    @Test
    void shouldAnswerEveryRequestWhileThePasswordChanges() throws Exception {
        // given
        Instant from = switchboard.now();
        List<CompletableFuture<Integer>> people = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> failedOf(i), OwnThreads.FOR_EACH))
                .toList();

        // when
        untilAskedMore();
        replace(next + "\n" + first);
        untilAskedMore();
        alterRole(next);
        untilAskedMore();
        replace(next);
        untilAskedMore();
        over.set(true);

        // then
        assertThat(people).allSatisfy(one -> assertThat(one.join()).isZero());
        assertThatThrownBy(() -> DriverManager.getConnection(url, role, first).close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
        await().untilAsserted(() -> assertThat(changes(from)).hasSize(2));
    }

    private int failedOf(int thread) {
        int all = 0;
        while (!over.get()) {
            pool.flush(AgroalDataSource.FlushMode.GRACEFUL);
            all += switchboard.operator().calls(Map.of("limit", 1)).statusCode() == 200 ? 0 : 1;
            asked.incrementAndGet(thread);
        }
        return all;
    }

    /** Each of them, so that no request is under way that began before. */
    private void untilAskedMore() {
        int[] before = IntStream.range(0, AT_ONCE).map(asked::get).toArray();
        await().until(() -> IntStream.range(0, AT_ONCE).allMatch(i -> asked.get(i) >= before[i] + ENOUGH));
    }

    private void alterRole(String password) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("ALTER ROLE " + role + " PASSWORD '" + password + "'");
        }
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
        Path written = Files.writeString(file.resolveSibling("next-password"), text);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
