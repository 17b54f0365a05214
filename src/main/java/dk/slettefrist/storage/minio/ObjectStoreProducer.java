package dk.slettefrist.storage.minio;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;

import dk.slettefrist.storage.MeteredObjectStore;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.StorageSettings;

/** Yields the one object store of the service, timed. */
@ApplicationScoped
class ObjectStoreProducer {

    private final MeterRegistry meters;
    private final MinioObjectStore store;

    @Inject
    ObjectStoreProducer(StorageSettings settings, MeterRegistry meters) {
        this.meters = meters;
        this.store = new MinioObjectStore(settings);
    }

    @Produces
    @ApplicationScoped
    ObjectStore objectStore() {
        return new MeteredObjectStore(store, meters);
    }

    @PreDestroy
    void close() {
        store.close();
    }
}
