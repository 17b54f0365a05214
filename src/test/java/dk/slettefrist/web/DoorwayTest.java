package dk.slettefrist.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DoorwayTest {

    private final Doorway doorway = new Doorway();
    private final List<String> begun = new ArrayList<>();

    @Test
    void shouldLetConnectionsInAtOnceWhileItIsOpen() {
        // when
        doorway.enter(() -> begun.add("one"));

        // then
        assertThat(begun).containsExactly("one");
    }

    @Test
    void shouldLetConnectionsWaitWhileItIsClosedAndThenInTheirOrder() throws InterruptedException {
        // given
        doorway.close(1);

        // when
        doorway.enter(() -> begun.add("one"));
        doorway.enter(() -> begun.add("two"));
        List<String> whileClosed = List.copyOf(begun);
        doorway.open();
        doorway.open();

        // then
        assertThat(whileClosed).isEmpty();
        assertThat(begun).containsExactly("one", "two");
    }

    @Test
    void shouldBeClosedOnlyWhenNoneIsJustBeginning() throws Exception {
        // given
        doorway.enter(() -> begun.add("one"));
        doorway.enter(() -> begun.add("two"));

        // when
        CompletableFuture<Void> closed = CompletableFuture.runAsync(this::close);
        doorway.begun();
        boolean afterOne = closed.isDone();
        doorway.begun();

        // then
        assertThat(afterOne).isFalse();
        closed.get(10, TimeUnit.SECONDS);
    }

    @Test
    void shouldNotWaitForeverForOneThatNeverBegins() throws InterruptedException {
        // given
        doorway.enter(() -> begun.add("one"));

        // when
        doorway.close(50);
        doorway.enter(() -> begun.add("two"));

        // then
        assertThat(begun).containsExactly("one");
    }

    private void close() {
        try {
            doorway.close(60_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
