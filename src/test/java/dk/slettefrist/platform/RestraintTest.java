package dk.slettefrist.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

class RestraintTest {

    private final AtomicLong nanos = new AtomicLong(-5);
    private final Restraint restraint = new Restraint(nanos::get);
    private final List<String> said = new ArrayList<>();

    @Test
    void shouldSayAThingAtOnceAndOnceAMinuteAtMost() {
        // when
        happens("a");
        happens("a");
        pass(Duration.ofSeconds(59));
        happens("a");

        // then
        assertThat(said).containsExactly("a 1");
    }

    @Test
    void shouldSayAfterAMinuteHowOftenItHappened() {
        // given
        happens("a");
        happens("a");
        happens("a");

        // when
        pass(Duration.ofMinutes(1));
        happens("a");
        pass(Duration.ofHours(1));
        happens("a");

        // then
        assertThat(said).containsExactly("a 1", "a 3", "a 1");
    }

    @Test
    void shouldNotKeepAThingBackForAnother() {
        // when
        happens("a");
        happens("b");

        // then
        assertThat(said).containsExactly("a 1", "b 1");
    }

    /** Who can make up things must not fill the memory. */
    @Test
    void shouldRememberAThousandThingsAndTakeMoreForOne() {
        // given
        for (int i = 0; i < 1000; i++) {
            happens("thing " + i);
        }
        said.clear();

        // when
        happens("one more");
        happens("and another");
        happens("thing 1");
        pass(Duration.ofMinutes(1));
        happens("thing 1");
        happens("one more");

        // then
        assertThat(said).containsExactly("one more 1", "thing 1 2", "one more 2");
    }

    private void happens(String thing) {
        restraint.say(thing, times -> said.add(thing + " " + times));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
