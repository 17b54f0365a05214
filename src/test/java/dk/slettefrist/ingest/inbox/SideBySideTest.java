package dk.slettefrist.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SideBySideTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CountDownLatch release = new CountDownLatch(1);
    private final Map<String, Integer> begun = new ConcurrentHashMap<>();
    private final SideBySide rounds = new SideBySide(this::round, Duration.ofMillis(20));
    private final List<Inbox> inboxes = List.of(inbox("hangs"), inbox("works"));

    @AfterEach
    void stop() {
        release.countDown();
        rounds.stop();
    }

    @Test
    void shouldLookIntoTheOthersAgainAndAgainWhileOneHangs() {
        // when
        CompletableFuture<Void> run = CompletableFuture.runAsync(() -> rounds.run(inboxes));

        // then
        await().atMost(PATIENCE).until(() -> begun.getOrDefault("works", 0) >= 3);
        assertThat(begun).containsEntry("hangs", 1);
        assertThat(run).isNotDone();

        // when
        release.countDown();

        // then
        await().atMost(PATIENCE).until(run::isDone);
    }

    @Test
    void shouldLookOnceWhileNoneHangs() {
        // given
        release.countDown();

        // when
        SideBySide patient = new SideBySide(this::round, PATIENCE);
        patient.run(inboxes);
        patient.stop();

        // then
        assertThat(begun).containsOnly(Map.entry("hangs", 1), Map.entry("works", 1));
    }

    private void round(Inbox inbox) {
        begun.merge(inbox.source().name(), 1, Integer::sum);
        if (inbox.source().name().equals("hangs")) {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Inbox inbox(String name) {
        return new Inbox(TestInbox.anywhere().source(name), null);
    }
}
