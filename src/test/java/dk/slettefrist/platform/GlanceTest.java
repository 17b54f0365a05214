package dk.slettefrist.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GlanceTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch speaks = new CountDownLatch(1);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void shouldAskOnceForAllWhoAskWithinASecond() {
        Glance<Integer> glance = glance(asked::incrementAndGet, LONG, LONG);

        double first = glance.of(answer -> answer);
        double second = glance.of(answer -> 10.0 * answer);

        assertThat(first).isEqualTo(1);
        assertThat(second).isEqualTo(10);
        assertThat(asked).hasValue(1);
    }

    @Test
    void shouldAskAnewAfterThat() {
        Glance<Integer> glance = glance(asked::incrementAndGet, Duration.ZERO, LONG);

        glance.of(answer -> answer);

        assertThat(glance.of(answer -> answer)).isEqualTo(2);
    }

    @Test
    void shouldNotWaitForOneThatIsSilentNorAskItTwice() {
        Glance<Integer> glance = glance(this::late, LONG, Duration.ofMillis(1));

        double first = glance.of(answer -> answer);
        double second = glance.of(answer -> answer);

        assertThat(first).isNaN();
        assertThat(second).isNaN();
        speaks.countDown();
        await().until(() -> glance.of(answer -> answer) == 1);
        assertThat(asked).hasValue(1);
    }

    @Test
    void shouldSayThatItDoesNotKnowWhenThereIsNoAnswer() {
        Glance<Integer> glance = glance(
                () -> {
                    throw new IllegalStateException("away");
                },
                LONG,
                LONG);

        assertThat(glance.of(answer -> answer)).isNaN();
    }

    private int late() {
        asked.incrementAndGet();
        try {
            speaks.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return 1;
    }

    private Glance<Integer> glance(Supplier<Integer> question, Duration fresh, Duration patience) {
        return new Glance<>(question, threads, fresh, patience);
    }
}
