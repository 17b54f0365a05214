package dk.slettefrist.storage.minio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import dk.slettefrist.storage.Bodies;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectStoreException;
import dk.slettefrist.testing.FreePort;
import dk.slettefrist.testing.TestStorageSettings;

class UnreachableStoreTest {

    private final ObjectKey key = ObjectKey.random();

    @Test
    void shouldSaySoWhateverIsAsked() {
        try (MinioObjectStore store = new MinioObjectStore(
                TestStorageSettings.of(unusedAddress(), "none"),
                TestStorageSettings.credentials(TestStorageSettings.of(unusedAddress(), "none")))) {
            List<ThrowingCallable> calls = List.of(
                    () -> store.put(key, Bodies.of(new byte[] {1}), "audio/wav"),
                    () -> store.get(key, 0, 1),
                    () -> store.delete(List.of(key)),
                    () -> store.present(List.of(key)),
                    () -> store.list(null, 1),
                    store::examine);

            assertTimeout(Duration.ofSeconds(10), () -> calls.forEach(UnreachableStoreTest::assertUnreachable));
        }
    }

    private static void assertUnreachable(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(ObjectStoreException.class, away -> assertThat(away.isTemporary())
                        .isTrue())
                .hasMessageStartingWith("The object store could not be reached")
                .hasMessageNotContaining("secret");
    }

    private static URI unusedAddress() {
        return URI.create("http://127.0.0.1:" + FreePort.next());
    }
}
