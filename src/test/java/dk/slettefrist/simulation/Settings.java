package dk.slettefrist.simulation;

import java.util.Map;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

import dk.slettefrist.call.CallSettings;
import dk.slettefrist.ingest.IngestSettings;
import dk.slettefrist.policy.RetentionSettings;
import dk.slettefrist.purge.PurgeSettings;
import dk.slettefrist.reconcile.ReconcileSettings;
import dk.slettefrist.recording.AccessSettings;
import dk.slettefrist.storage.StorageSettings;

/** The service's settings: their defaults, but for what must be small to be reached by a few hundred acts. */
final class Settings {

    static final int MAX_SIZE = 500;

    private static final SmallRyeConfig CONFIG = new SmallRyeConfigBuilder()
            .withMapping(AccessSettings.class)
            .withMapping(CallSettings.class)
            .withMapping(IngestSettings.class)
            .withMapping(PurgeSettings.class)
            .withMapping(ReconcileSettings.class)
            .withMapping(RetentionSettings.class)
            .withMapping(StorageSettings.class)
            .withDefaultValues(Map.of(
                    "slettefrist.access.recheck", "PT0S",
                    "slettefrist.ingest.max-size", String.valueOf(MAX_SIZE),
                    "slettefrist.ingest.max-concurrent", "3",
                    "slettefrist.purge.batch-size", "3",
                    "slettefrist.s3.endpoint", "http://localhost",
                    "slettefrist.s3.access-key", "none",
                    "slettefrist.s3.secret-key", "none"))
            .build();

    private Settings() {}

    static <T> T of(Class<T> type) {
        return CONFIG.getConfigMapping(type);
    }
}
