package dk.slettefrist.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WakesTest {

    private static final Duration SHORT = Duration.ofMillis(1);

    private final Wakes wakes = new Wakes(1, "test");

    @AfterEach
    void end() {
        wakes.end();
    }

    @Test
    void shouldWorkAgainWhateverTheWorkThrew() throws InterruptedException {
        CountDownLatch thrice = new CountDownLatch(3);

        wakes.each(SHORT, () -> {
            thrice.countDown();
            if (thrice.getCount() == 2) {
                throw new AssertionError("an error, not an exception");
            }
            throw new IllegalStateException("an exception");
        });

        assertThat(thrice.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldWaitForWhoWorksAndWakeNobodyAfterTheEnd() throws InterruptedException {
        CountDownLatch works = new CountDownLatch(1);
        CountDownLatch ending = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        wakes.each(SHORT, () -> {
            works.countDown();
            try {
                ending.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            ended.incrementAndGet();
        });
        works.await(60, TimeUnit.SECONDS);

        ending.countDown();
        wakes.end();
        int atTheEnd = ended.get();

        assertThat(atTheEnd).isPositive();
        assertThat(ended).hasValue(atTheEnd);
    }
}
