package dk.slettefrist.call;

import static dk.slettefrist.testing.Times.MICRO;
import static dk.slettefrist.testing.Times.NOW;
import static dk.slettefrist.testing.Times.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dk.slettefrist.platform.Cursor;

/** What operators ask of calls. */
abstract class CallQueriesContract extends CallContract {

    private static final int ALL = 1000;

    @Test
    void shouldListTheNewestStartFirst() {
        Call second = known(OPERATOR, NOW.minusSeconds(2), null, NOW.plusSeconds(60));
        Call third = known(OPERATOR, NOW.minusSeconds(3), NOW, null);
        Call first = known("205", NOW.minusSeconds(1), NOW, null);

        List<Call> listing = calls().listing(null, null, null, ALL, NOW);

        assertThat(listing).containsExactly(first, second, third);
    }

    @Test
    void shouldListByOperatorAndStart() {
        Call old = known(OPERATOR, NOW.minusSeconds(20), NOW, null);
        Call young = known(OPERATOR, NOW.minusSeconds(10), NOW, null);
        known("205", NOW.minusSeconds(10), NOW, null);

        assertThat(calls().listing(OPERATOR, null, null, ALL, NOW)).containsExactly(young, old);
        assertThat(calls().listing(OPERATOR, old.startedAt(), null, ALL, NOW)).containsExactly(young, old);
        assertThat(calls().listing(OPERATOR, old.startedAt().plus(MICRO), null, ALL, NOW))
                .containsExactly(young);
        assertThat(calls().listing("206", null, null, ALL, NOW)).isEmpty();
    }

    @Test
    void shouldPageThroughTheListingAlsoWhereStartsAreEqual() {
        List<Call> all = Stream.of(1, 2, 2, 2, 3)
                .map(seconds -> known(OPERATOR, NOW.minusSeconds(seconds), NOW, null))
                .sorted(Comparator.comparing(Call::startedAt)
                        .thenComparing(call -> call.id().toString())
                        .reversed())
                .toList();

        assertThat(pages(2)).containsExactlyElementsOf(all);
    }

    private List<Call> pages(int limit) {
        List<Call> found = new ArrayList<>();
        List<Call> page = calls().listing(OPERATOR, null, null, limit, NOW);
        while (!page.isEmpty()) {
            found.addAll(page);
            Call last = page.get(page.size() - 1);
            Cursor after = new Cursor(last.startedAt(), last.id().toString());
            page = calls().listing(OPERATOR, null, after, limit, NOW);
        }
        return found;
    }

    @Test
    void shouldListACallUntilItIsToBeForgotten() {
        Call ended = known(OPERATOR, NOW.minusSeconds(60), NOW, null);
        Instant forgetAt = NOW.plus(SHORT);

        assertThat(calls().listing(null, null, null, ALL, forgetAt.minus(MICRO)))
                .containsExactly(ended);
        assertThat(calls().listing(null, null, null, ALL, forgetAt)).isEmpty();
    }

    @Test
    void shouldListACallAsLongAsARecordingLives() {
        Call call = save(known(OPERATOR, NOW.minusSeconds(60), NOW, null).withForgetAt(null));
        Instant deadline = receiving(call).expiresAt();

        assertThat(calls().listing(null, null, null, ALL, deadline.minus(MICRO)))
                .containsExactly(call);
        assertThat(calls().listing(null, null, null, ALL, deadline)).isEmpty();
    }

    @Test
    void shouldNotListAFlagThatWaits() {
        save(newCall().withFlag(flag(NOW)).withForgetAt(NOW.plus(SHORT)));

        assertThat(calls().listing(null, null, null, ALL, NOW)).isEmpty();
    }

    @Test
    void shouldFindTheNewestCallThatGoesOn() {
        known(OPERATOR, NOW.minusSeconds(30), null, NOW.plusSeconds(60));
        Call newest = known(OPERATOR, NOW.minusSeconds(20), null, NOW.plusSeconds(60));
        known("205", NOW.minusSeconds(10), null, NOW.plusSeconds(60));
        known(OPERATOR, NOW.minusSeconds(10), NOW, null);

        assertThat(calls().current(OPERATOR, null, NOW)).contains(newest);
        assertThat(calls().current("206", null, NOW)).isEmpty();
    }

    @Test
    void shouldTakeACallAsEndedThatLastsTooLong() {
        Call call = known(OPERATOR, NOW.minusSeconds(30), null, NOW);

        assertThat(calls().current(OPERATOR, null, NOW.minus(MICRO))).contains(call);
        assertThat(calls().current(OPERATOR, null, NOW)).isEmpty();
    }

    @Test
    void shouldFindTheCallThatEndedLast() {
        known(OPERATOR, NOW.minusSeconds(90), NOW.minusSeconds(20), null);
        Call last = known(OPERATOR, NOW.minusSeconds(95), NOW.minusSeconds(10), null);
        known("205", NOW.minusSeconds(80), NOW.minusSeconds(5), null);
        known(OPERATOR, NOW.minusSeconds(8), null, NOW.plusSeconds(60));

        assertThat(calls().last(OPERATOR, null, NOW.minusSeconds(60), NOW)).contains(last);
        assertThat(calls().last(OPERATOR, null, NOW.minusSeconds(10).minus(MICRO), NOW))
                .contains(last);
        assertThat(calls().last(OPERATOR, null, NOW.minusSeconds(10), NOW)).isEmpty();
    }
}
