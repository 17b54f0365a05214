package dk.slettefrist.ingest;

import java.time.Duration;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;

import dk.slettefrist.platform.IsoDuration;
import dk.slettefrist.platform.StartupRefusedException;
import dk.slettefrist.storage.StorageSettings;

/**
 * Refuses to start with a lease that an upload can outlast which does nothing but wait for the store. Two requests can follow each other without
 * a sign of life (an upload in parts begins and its first part; the last one and whether all is there), each as long as
 * {@code slettefrist.s3.call-timeout}; the sign before them may be an eighth of the lease old; and then the row is settled.
 */
@ApplicationScoped
class LeaseCheck {

    private final IngestSettings settings;
    private final StorageSettings storage;

    LeaseCheck(IngestSettings settings, StorageSettings storage) {
        this.settings = settings;
        this.storage = storage;
    }

    void check(@Observes @Priority(-1000) StartupEvent event) {
        refusal(settings.lease(), storage.callTimeout()).ifPresent(reason -> {
            throw new StartupRefusedException(reason);
        });
    }

    /** Why these two do not go together; empty when they do. */
    static Optional<String> refusal(Duration lease, Duration callTimeout) {
        Duration least = callTimeout.multipliedBy(5).dividedBy(2);
        return lease.compareTo(least) >= 0
                ? Optional.empty()
                : Optional.of("slettefrist.ingest.lease (" + IsoDuration.format(lease)
                        + ") must be at least two and a half times slettefrist.s3.call-timeout ("
                        + IsoDuration.format(callTimeout) + "), which is " + IsoDuration.format(least));
    }
}
