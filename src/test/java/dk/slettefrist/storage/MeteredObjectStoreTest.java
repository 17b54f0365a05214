package dk.slettefrist.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import dk.slettefrist.telemetry.RecordingTraces;

class MeteredObjectStoreTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final InMemoryObjectStore inner = new InMemoryObjectStore();
    private final ObjectStore store = new MeteredObjectStore(inner, meters, RecordingTraces.off());
    private final ObjectKey key = ObjectKey.random();

    @Test
    void shouldTimeEachOperation() throws IOException {
        store.put(key, Bodies.of(new byte[] {1}), "audio/wav");
        store.get(key, 0, 1).close();
        store.present(List.of(key));
        store.list(null, 1);
        store.delete(List.of(key));
        store.unfinished(null, 1);
        store.uncover(ObjectKey.random());
        store.examine();

        assertThat(List.of("put", "get", "present", "list", "unfinished", "uncover", "delete", "examine"))
                .allSatisfy(operation -> assertThat(count(operation, "success")).isOne());
    }

    @Test
    void shouldTellFailuresApartAndPassThemOn() {
        assertThatThrownBy(() -> store.get(key, 0, 1)).isInstanceOf(ObjectMissingException.class);
        assertThatThrownBy(() -> store.put(key, Bodies.failingAfter(1, IOException::new), "audio/wav"))
                .isInstanceOf(BodyException.class);
        inner.away(true);
        assertThatThrownBy(store::examine).isInstanceOf(ObjectStoreException.class);

        assertThat(count("get", "missing")).isOne();
        assertThat(count("put", "body")).isOne();
        assertThat(count("examine", "error")).isOne();
    }

    private long count(String operation, String outcome) {
        return meters.get("slettefrist.store.requests")
                .tags("operation", operation, "outcome", outcome)
                .timer()
                .count();
    }
}
