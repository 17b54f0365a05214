package dk.slettefrist.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dk.slettefrist.standalone.DatabaseSettings;
import dk.slettefrist.standalone.EmbeddedDatabase;
import dk.slettefrist.standalone.EmbeddedObjectStore;
import dk.slettefrist.testing.TestServers;

/** Yesterday's database comes back, step by step as docs/operations/backup-restore.md says, while the bucket stays as it is. */
class RestoreIT {

    /** Long enough for a slow machine to stop the service before an ordinary recording is due. */
    private static final Duration UNFLAGGED = Duration.ofSeconds(40);

    private static final Duration GRACE = Duration.ofMinutes(1);

    /** From the start on; what docs/operations/backup-restore.md promises. */
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @TempDir
    Path backup;

    private EmbeddedDatabase database;
    private EmbeddedObjectStore objects;
    private PackagedService service;

    @BeforeEach
    void startServers() {
        startDatabase();
        objects = EmbeddedObjectStore.start(folder, "recordings");
    }

    @AfterEach
    void stopAll() {
        if (service != null) {
            service.close();
        }
        database.close();
        objects.close();
    }

    @Test
    void shouldServeNothingThatWasPurgedSinceTheBackupAndSettleItsRows() throws Exception {
        // given
        PackagedApi before = startService();
        String kept = before.flagged("kept");
        String regretted = before.flagged("regretted");
        String ordinary = before.stored("ordinary");
        stopService();
        backUpDatabase();
        startDatabase();
        PackagedApi since = startService();
        String later = since.flagged("later");
        Instant laterStored = Instant.now();
        since.unflag("regretted");
        await().atMost(SETTLED_WITHIN).until(() -> since.isPurged(ordinary) && since.isPurged(regretted));
        await("past the grace").atMost(GRACE.multipliedBy(2)).until(() -> Instant.now()
                .isAfter(laterStored.plus(GRACE).plusSeconds(1)));

        // when
        stopService();
        restoreDatabase();
        startDatabase();
        PackagedApi after = startService();

        // then
        await("settled")
                .atMost(SETTLED_WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    assertThat(after.audio(ordinary)).isEqualTo(410);
                    assertThat(after.audio(regretted)).isEqualTo(404);
                    assertThat(after.audio(later)).isEqualTo(404);
                    return after.isPurged(ordinary)
                            && after.events("MISSING", regretted) == 1
                            && after.metrics()
                                    .matches("(?s).*\nslettefrist_reconciled_total\\{[^}]*orphan[^}]*} 1\\.0.*");
                });
        assertThat(after.events("PURGED", ordinary)).isOne();
        assertThat(after.report()).contains("\"missing\":1", "\"compliant\":false");
        assertThat(after.ready()).contains("\"missing\": 1");
        assertThat(after.sound(kept)).isEqualTo(PackagedApi.AUDIO);
        assertThat(objectFiles()).hasSize(1);
    }

    private void stopService() {
        service.close();
        service = null;
    }

    private void backUpDatabase() throws IOException, InterruptedException {
        database.close();
        copy(folder.resolve("postgres"), backup);
    }

    private void restoreDatabase() throws IOException, InterruptedException {
        database.close();
        FileUtils.deleteDirectory(folder.resolve("postgres").toFile());
        copy(backup.resolve("postgres"), folder);
    }

    /** With owners and rights: PostgreSQL does not start on a folder that others may read. */
    private static void copy(Path from, Path into) throws IOException, InterruptedException {
        int exitCode = new ProcessBuilder("cp", "-a", from.toString(), into.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exitCode).isZero();
    }

    private void startDatabase() {
        database = EmbeddedDatabase.start(folder, DatabaseSettings.forTests());
    }

    private List<Path> objectFiles() throws IOException {
        try (var files = Files.walk(folder.resolve("objects/recordings/rec"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** The reconciler's interval is a day: it runs soon only because a run that the restored plan missed is made up for. */
    private PackagedApi startService() {
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
        settings.put("quarkus.datasource.username", database.username());
        settings.put("quarkus.datasource.password", database.password());
        settings.put("slettefrist.s3.endpoint", objects.endpoint());
        settings.put("slettefrist.s3.region", objects.region());
        settings.put("slettefrist.s3.bucket", "recordings");
        settings.put("slettefrist.s3.access-key", objects.accessKey());
        settings.put("slettefrist.s3.secret-key", objects.secretKey());
        settings.put("slettefrist.retention.unflagged", UNFLAGGED.toString());
        settings.put("slettefrist.reconcile.every", "PT24H");
        settings.put("quarkus.quartz.misfire-threshold", "PT1S");
        settings.put("slettefrist.reconcile.grace", GRACE.toString());
        for (String role : List.of("pbx", "operator", "supervisor", "auditor")) {
            settings.put("quarkus.security.users.embedded.users." + role, TestServers.password(role));
            settings.put("quarkus.security.users.embedded.roles." + role, role);
        }
        service = PackagedService.start(settings, "-Xmx256m").awaitReady();
        return new PackagedApi(service);
    }
}
