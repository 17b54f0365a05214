package dk.slettefrist.ingest;

import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import dk.slettefrist.platform.DomainException;

/** What came of the recordings that a source delivered, in figures. Sources are those of the settings, so there are few. */
@ApplicationScoped
class IntakeMeters {

    private final MeterRegistry registry;

    IntakeMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts what becomes of one recording. */
    Receipt counted(String source, Supplier<Receipt> delivery) {
        String outcome = "internal";
        try {
            Receipt receipt = delivery.get();
            outcome = receipt.created() ? "stored" : "repeated";
            if (receipt.created()) {
                bytes(source).increment(receipt.recording().sizeBytes());
            }
            return receipt;
        } catch (DomainException e) {
            outcome = e.kind();
            throw e;
        } finally {
            Counter.builder("slettefrist.recordings")
                    .description("Recordings delivered: stored, repeated, or why they were not stored")
                    .tags("source", source, "outcome", outcome)
                    .register(registry)
                    .increment();
        }
    }

    private Counter bytes(String source) {
        return Counter.builder("slettefrist.recordings.stored")
                .description("Sound that was stored")
                .baseUnit("bytes")
                .tag("source", source)
                .register(registry);
    }
}
