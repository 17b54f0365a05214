package dk.slettefrist.ingest;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.storage.StorageSettings;

/** How many uploads go on at once: each holds one part in memory and a thread, and flags and the sweep need both, too. */
@ApplicationScoped
class UploadSlots {

    /** Of the heap, unless the setting says otherwise, and never more than threads can be spared. */
    private static final int SHARE_OF_HEAP = 4;

    private static final int MOST = 128;
    private static final int FEWEST = 2;

    private final int limit;
    private final Semaphore free;

    UploadSlots(IngestSettings settings, StorageSettings storage) {
        long fits = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / storage.partSize();
        int automatic = (int) Math.max(FEWEST, Math.min(MOST, fits));
        this.limit = settings.maxConcurrent().orElse(automatic);
        this.free = new Semaphore(limit);
    }

    void register(@Observes StartupEvent event, MeterRegistry registry) {
        Gauge.builder("slettefrist.uploads.in.progress", () -> limit - free.availablePermits())
                .description("Uploads that go on now on this replica")
                .register(registry);
        Gauge.builder("slettefrist.uploads.limit", () -> limit)
                .description("How many uploads this replica takes at once; more are answered 503")
                .register(registry);
    }

    /**
     * Does the work of one upload.
     *
     * @throws DomainException.Unavailable when too many go on
     */
    <T> T during(Supplier<T> upload) {
        if (!free.tryAcquire()) {
            throw new DomainException.Unavailable(
                    "Too many uploads go on at once; nothing was stored. Try again.", null);
        }
        try {
            return upload.get();
        } finally {
            free.release();
        }
    }
}
