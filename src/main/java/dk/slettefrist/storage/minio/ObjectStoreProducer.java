package dk.slettefrist.storage.minio;

import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dk.slettefrist.platform.LiveFiles;
import dk.slettefrist.platform.StartupRefusedException;
import dk.slettefrist.storage.BucketName;
import dk.slettefrist.storage.MeteredObjectStore;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.StorageSettings;
import dk.slettefrist.storage.StoreCredentials;
import dk.slettefrist.telemetry.RecordingTraces;

/** Yields the one object store of the service, timed. */
@ApplicationScoped
class ObjectStoreProducer {

    private final MeterRegistry meters;
    private final RecordingTraces traces;
    private final MinioObjectStore store;

    @Inject
    ObjectStoreProducer(
            StorageSettings settings,
            @ConfigProperty(name = "slettefrist.standalone", defaultValue = "false") boolean standalone,
            LiveFiles files,
            MeterRegistry meters,
            RecordingTraces traces) {
        this.meters = meters;
        this.traces = traces;
        this.store = new MinioObjectStore(settings, credentials(settings, standalone, files));
    }

    /** The embedded server has credentials of its own. */
    private static Supplier<StoreCredentials> credentials(
            StorageSettings settings, boolean standalone, LiveFiles files) {
        try {
            BucketName.require("slettefrist.s3.bucket", settings.bucket());
            return StoreCredentials.told(
                    "slettefrist.s3.",
                    settings.accessKey(),
                    settings.secretKey(),
                    settings.credentialsFile().filter(file -> !standalone),
                    files);
        } catch (IllegalArgumentException e) {
            throw new StartupRefusedException(e.getMessage(), e);
        }
    }

    @Produces
    @ApplicationScoped
    ObjectStore objectStore() {
        return new MeteredObjectStore(store, meters, traces);
    }

    @PreDestroy
    void close() {
        store.close();
    }
}
