package dk.slettefrist.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.DelegatingStore;
import dk.slettefrist.testing.TestStorageSettings;

class ObjectStoreHealthTest {

    private static final StorageSettings SETTINGS =
            TestStorageSettings.of(URI.create("http://127.0.0.1:1"), "recordings");

    private volatile CompletableFuture<Set<ObjectKey>> said = new CompletableFuture<>();

    private final ObjectStore store = new DelegatingStore(new InMemoryObjectStore()) {
        @Override
        public Set<ObjectKey> present(Collection<ObjectKey> keys) {
            try {
                return said.join();
            } catch (RuntimeException e) {
                throw new ObjectStoreException("away", e);
            }
        }
    };

    @Test
    void shouldNotTakeABusyMachineForAStoreThatIsSilent() {
        // given
        ObjectStoreHealth health = health(Duration.ofMinutes(10));

        // when, then
        assertThat(answers(health)).isTrue();
        said.complete(Set.of());
        assertThat(answers(health)).isTrue();
    }

    @Test
    void shouldSayThatAStoreIsSilentForLongerThanARequestMayTake() {
        // given
        ObjectStoreHealth health = health(Duration.ofMillis(1));

        // when, then
        await().until(() -> !answers(health));
        said.complete(Set.of());
        await().until(() -> answers(health));
    }

    @Test
    void shouldNotSayThatAStoreAnswersBeforeItDoesSoAgain() {
        // given
        ObjectStoreHealth health = health(Duration.ofMinutes(10));
        said.completeExceptionally(new IllegalStateException());
        assertThat(answers(health)).isFalse();

        // when
        said = new CompletableFuture<>();

        // then
        assertThat(answers(health)).isFalse();
        said.complete(Set.of());
        await().until(() -> answers(health));
    }

    private ObjectStoreHealth health(Duration answerTimeout) {
        return new ObjectStoreHealth(
                store, TestStorageSettings.of(SETTINGS.endpoint(), "recordings").answering(answerTimeout));
    }

    private static boolean answers(ObjectStoreHealth health) {
        return (boolean) health.call().getData().orElseThrow().get("answers");
    }
}
