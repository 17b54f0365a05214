package dk.slettefrist.packaged;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.awaitility.Awaitility;

import dk.slettefrist.testing.TestServers;

/** Runs the service as the image will, and does with it what is done all day, so that the Java runtime notes which classes and methods that takes. */
final class Training {

    private static final int CALLS = 100;

    /** What is noted makes it slow. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private Training() {}

    /** @param arguments the archive to write */
    public static void main(String... arguments) {
        Path archive = Path.of(arguments[0]).toAbsolutePath();
        TestServers servers = new TestServers();
        try {
            Map<String, String> settings = new HashMap<>(servers.start());
            settings.put("slettefrist.log.json", "true");
            settings.put("slettefrist.retention.unflagged", "PT20S");
            PackagedService service =
                    PackagedService.start(settings, "-Xmx600m", "-XX:+UseSerialGC", "-XX:AOTCacheOutput=" + archive);
            try {
                service.awaitReady(PATIENCE);
                day(new PackagedApi(service));
            } finally {
                ProcessHandle.of(service.pid()).ifPresent(ProcessHandle::destroy);
                // Writing the archive is part of its end.
                Awaitility.await().atMost(PATIENCE).until(() -> !service.isAlive());
            }
            if (!Files.exists(archive)) {
                throw new IllegalStateException("no archive: " + service.log());
            }
        } finally {
            servers.stop();
        }
    }

    private static void day(PackagedApi api) {
        String last = null;
        for (int i = 0; i < CALLS; i++) {
            String call = "training-" + i;
            String id = api.flagged(call);
            api.sound(id);
            api.unflag(call);
            last = id;
        }
        String purged = last;
        Awaitility.await().atMost(PATIENCE).until(() -> api.isPurged(purged));
        api.report();
        api.metrics();
        api.ready();
    }
}
