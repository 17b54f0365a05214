package dk.slettefrist.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dk.slettefrist.platform.StartupRefusedException;
import dk.slettefrist.storage.ObjectStoreException;
import dk.slettefrist.storage.UnusableBucketException;
import dk.slettefrist.testing.LogLines;

class StorePatienceTest {

    private static final Duration PAUSE = Duration.ofMillis(1);

    private final AtomicInteger asked = new AtomicInteger();
    private final LogLines log = LogLines.of(StorePatience.class.getName());

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void shouldAskUntilTheStoreAnswersAndTellEachAttemptThatFailed() {
        // given
        StorePatience patience = new StorePatience(Duration.ofMinutes(10), PAUSE);

        // when
        patience.ask(() -> failUntil(4, away()));

        // then
        assertThat(asked).hasValue(4);
        assertThat(log.lines())
                .hasSize(3)
                .containsOnly(
                        "WARN The object store is away, the start asks again for up to PT10M afterSeconds=0: no connection");
    }

    @Test
    void shouldSayNothingWhenTheStoreAnswersAtOnce() {
        // when
        new StorePatience(Duration.ofMinutes(10), PAUSE).ask(asked::incrementAndGet);

        // then
        assertThat(asked).hasValue(1);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void shouldEndWithTheStoresErrorWhenPatienceIsOver() {
        // given
        StorePatience patience = new StorePatience(Duration.ofSeconds(1), PAUSE);

        // when, then
        assertThatThrownBy(() -> patience.ask(() -> failUntil(Integer.MAX_VALUE, away())))
                .isExactlyInstanceOf(ObjectStoreException.class)
                .hasMessage("no connection");
        assertThat(asked.get()).isGreaterThan(1);
    }

    @Test
    void shouldAskOnceWithoutPatience() {
        // given
        StorePatience patience = new StorePatience(Duration.ZERO, PAUSE);

        // when, then
        assertThatThrownBy(() -> patience.ask(() -> failUntil(2, away()))).hasMessage("no connection");
        assertThat(asked).hasValue(1);
    }

    @Test
    void shouldEndAtOnceWhereAPersonMustChangeSomething() {
        // given
        StorePatience patience = new StorePatience(Duration.ofMinutes(10), PAUSE);

        // when, then
        assertThatThrownBy(() -> patience.ask(() -> failUntil(2, new UnusableBucketException("versions", null))))
                .hasMessage("versions");
        assertThat(asked).hasValue(1);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void shouldEndWhenItIsToldToWhileItWaits() {
        // given
        StorePatience patience = new StorePatience(Duration.ofMinutes(10), Duration.ofMinutes(5));

        // when, then
        assertThatThrownBy(() -> patience.ask(() -> {
                    Thread.currentThread().interrupt();
                    failUntil(2, away());
                }))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageContaining("told to end");
        assertThat(asked).hasValue(1);
        assertThat(Thread.interrupted()).isFalse();
    }

    private void failUntil(int attempt, ObjectStoreException failure) {
        if (asked.incrementAndGet() < attempt) {
            throw failure;
        }
    }

    private static ObjectStoreException away() {
        return new ObjectStoreException("no connection", new IOException(), true);
    }
}
