package dk.slettefrist.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dk.slettefrist.testing.TestServers;

/** A packaged service with servers of its own, each in a process that can be killed and started again. */
final class Stage implements AutoCloseable {

    private final MortalDatabase database;
    private final MortalStore store;
    private final Halter halter = Halter.open();
    private final Map<String, String> settings = new HashMap<>();
    private volatile PackagedService service;

    private Stage(Path folder) {
        database = MortalDatabase.start(folder.resolve("database"));
        store = MortalStore.start(folder.resolve("objects"));
        settings.putAll(database.settings());
        settings.putAll(store.settings());
        for (String role : List.of("pbx", "operator", "supervisor", "auditor")) {
            settings.put("quarkus.security.users.embedded.users." + role, TestServers.password(role));
            settings.put("quarkus.security.users.embedded.roles." + role, role);
        }
        settings.put("slettefrist.ingest.lease", "PT8S");
        settings.put("slettefrist.purge.lease", "PT5S");
        settings.put("slettefrist.s3.connect-timeout", "PT2S");
        settings.put("slettefrist.s3.read-timeout", "PT3S");
        settings.put("slettefrist.s3.write-timeout", "PT3S");
        settings.put("slettefrist.s3.call-timeout", "PT3S");
        settings.put("slettefrist.reconcile.every", "PT1S");
    }

    static Stage open(Story.Periods periods) {
        try {
            Stage stage = new Stage(
                    Files.createTempDirectory(Path.of("target"), "stage").toAbsolutePath());
            stage.change(periods);
            return stage;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MortalDatabase database() {
        return database;
    }

    MortalStore store() {
        return store;
    }

    Halter halter() {
        return halter;
    }

    /** The one that runs, or null. */
    PackagedService service() {
        return service;
    }

    /** What the next start is told, too. */
    void change(String setting, String value) {
        settings.put(setting, value);
    }

    /** Which periods the next start is told. */
    void change(Story.Periods periods) {
        settings.put("slettefrist.retention.unflagged", periods.unflagged().toString());
        settings.put("slettefrist.retention.flagged", periods.flagged().toString());
    }

    /** Starts one more replica that nobody can halt, and does not wait. */
    PackagedService launch() {
        return launch("-Xshare:auto");
    }

    /** Starts a replica that the halter can halt, and does not wait. */
    PackagedService launchToHalt() {
        return launch(halter.jvmOption());
    }

    /** Starts a replica whose clock is off by that much, and does not wait. */
    PackagedService launch(ClockOffset offset) {
        return launch(offset.environment(), "-Xshare:auto");
    }

    /** Starts the service and waits until it is ready. Answers when. */
    Instant start() {
        PackagedService started = launchToHalt();
        try {
            started.awaitReady();
        } catch (RuntimeException e) {
            started.kill();
            throw e;
        }
        service = started;
        return Instant.now();
    }

    /** SIGKILL of the service. */
    void killService() {
        PackagedService killed = service;
        service = null;
        killed.kill();
    }

    @Override
    public void close() {
        if (service != null) {
            killService();
        }
        halter.close();
        store.close();
        database.close();
    }

    private PackagedService launch(String option) {
        return launch(Map.of(), option);
    }

    private PackagedService launch(Map<String, String> environment, String option) {
        return PackagedService.start(
                settings, environment, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", option);
    }

    static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
