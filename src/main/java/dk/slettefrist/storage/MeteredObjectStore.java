package dk.slettefrist.storage;

import java.io.InputStream;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import dk.slettefrist.telemetry.RecordingTraces;

/**
 * Times and traces every call of another store: {@code slettefrist.store.requests}, tagged {@code operation} (the method's name) and {@code outcome}
 * ({@code success}, {@code body}, {@code missing}, {@code unusable}, {@code error}). Of a {@code get} only the opening is timed.
 */
public final class MeteredObjectStore implements ObjectStore {

    private static final String NAME = "slettefrist.store.requests";

    private final ObjectStore store;
    private final MeterRegistry meters;
    private final RecordingTraces traces;

    public MeteredObjectStore(ObjectStore store, MeterRegistry meters, RecordingTraces traces) {
        this.store = Objects.requireNonNull(store, "store");
        this.meters = Objects.requireNonNull(meters, "meters");
        this.traces = Objects.requireNonNull(traces, "traces");
    }

    @Override
    public long put(ObjectKey key, InputStream body, String contentType) {
        return timed("put", () -> store.put(key, body, contentType));
    }

    @Override
    public InputStream get(ObjectKey key, long offset, long length) {
        return timed("get", () -> store.get(key, offset, length));
    }

    @Override
    public void delete(Collection<ObjectKey> keys) {
        timed("delete", () -> {
            store.delete(keys);
            return null;
        });
    }

    @Override
    public Set<ObjectKey> present(Collection<ObjectKey> keys) {
        return timed("present", () -> store.present(keys));
    }

    @Override
    public ObjectPage list(String after, int limit) {
        return timed("list", () -> store.list(after, limit));
    }

    @Override
    public ObjectPage unfinished(String after, int limit) {
        return timed("unfinished", () -> store.unfinished(after, limit));
    }

    @Override
    public void uncover(ObjectKey key) {
        timed("uncover", () -> {
            store.uncover(key);
            return null;
        });
    }

    @Override
    public void examine() {
        timed("examine", () -> {
            store.examine();
            return null;
        });
    }

    private <T> T timed(String operation, Supplier<T> call) {
        Timer.Sample sample = Timer.start(meters);
        String outcome = "error";
        try {
            T answer = traces.store(operation, call);
            outcome = "success";
            return answer;
        } catch (ObjectStoreException e) {
            outcome = outcomeOf(e);
            throw e;
        } finally {
            sample.stop(Timer.builder(NAME)
                    .description("Requests to the object store; of a download until it begins")
                    .tags("operation", operation, "outcome", outcome)
                    .register(meters));
        }
    }

    private static String outcomeOf(ObjectStoreException e) {
        if (e instanceof BodyException) {
            return "body";
        }
        if (e instanceof ObjectMissingException) {
            return "missing";
        }
        return e instanceof UnusableBucketException ? "unusable" : "error";
    }
}
