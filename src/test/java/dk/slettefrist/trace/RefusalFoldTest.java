package dk.slettefrist.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dk.slettefrist.audit.AuditEvent;
import dk.slettefrist.audit.AuditType;

class RefusalFoldTest {

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MOST = 3;

    private final RefusalFold fold = new RefusalFold(PERIOD, MOST);

    @Test
    void shouldGiveTheFirstOfAKindAtOnce() {
        // when
        boolean atOnce = fold.note(refusal("anna", "192.0.2.1"), at(5));

        // then
        assertThat(atOnce).isTrue();
        assertThat(fold.take(at(5), false)).containsExactly(folded("anna", "192.0.2.1", 1, 5, 5));
        assertThat(fold.waiting()).isZero();
    }

    @Test
    void shouldCountFurtherOnesUntilThePeriodIsOver() {
        // given
        fold.note(refusal("anna", "192.0.2.1"), at(0));
        fold.take(at(0), false);

        // when
        boolean atOnce = fold.note(refusal("anna", "192.0.2.1"), at(10));
        fold.note(refusal("anna", "192.0.2.1"), at(59));

        // then
        assertThat(atOnce).isFalse();
        assertThat(fold.waiting()).isEqualTo(2);
        assertThat(fold.take(at(59), false)).isEmpty();
        assertThat(fold.take(at(60), false)).containsExactly(folded("anna", "192.0.2.1", 2, 10, 59));
    }

    @Test
    void shouldGiveOneEventAPeriodForAsLongAsItGoesOn() {
        // given
        int given = 0;

        // when
        for (int second = 0; second < 600; second++) {
            fold.note(refusal("anna", "192.0.2.1"), at(second));
            given += fold.take(at(second), false).size();
        }

        // then
        assertThat(given).isEqualTo(10);
    }

    @Test
    void shouldGiveTheNextOneAtOnceAfterAQuietPeriod() {
        // given
        fold.note(refusal("anna", "192.0.2.1"), at(0));
        fold.take(at(0), false);
        assertThat(fold.take(at(60), false)).isEmpty();

        // when
        boolean atOnce = fold.note(refusal("anna", "192.0.2.1"), at(61));

        // then
        assertThat(atOnce).isTrue();
        assertThat(fold.take(at(61), false)).containsExactly(folded("anna", "192.0.2.1", 1, 61, 61));
    }

    @Test
    void shouldTellKindsApart() {
        // when
        fold.note(refusal("anna", "192.0.2.1"), at(0));
        fold.note(refusal("anna", "192.0.2.2"), at(0));
        fold.note(forbidden("anna"), at(0));

        // then
        assertThat(fold.take(at(0), false)).hasSize(3).extracting(Folded::count).containsOnly(1L);
    }

    @Test
    void shouldCountAllMachinesOfAnIpv6NetworkTogether() {
        // given
        fold.note(refusal("anna", "2001:db8:1:2::1"), at(0));
        fold.take(at(0), false);

        // when
        boolean same = fold.note(refusal("anna", "2001:db8:1:2:ffff:ffff:ffff:ffff"), at(1));
        boolean other = fold.note(refusal("anna", "2001:db8:1:3::1"), at(1));

        // then
        assertThat(same).isFalse();
        assertThat(other).isTrue();
    }

    @Test
    void shouldHoldNoMoreKindsThanItMay() {
        // when
        for (int i = 0; i < 1000; i++) {
            fold.note(refusal("u" + i, "192.0.2." + i % 250), at(0));
        }

        // then
        List<Folded> taken = fold.take(at(0), false);
        assertThat(taken).hasSize(MOST + 1).extracting(Folded::count).containsExactlyInAnyOrder(1L, 1L, 1L, 997L);
        assertThat(taken)
                .filteredOn(each -> each.count() == 997)
                .allMatch(each -> each.newest().actor().equals(AuditEvent.UNKNOWN)
                        && each.newest().address() == null);
    }

    @Test
    void shouldTellWhoWasForbiddenWhatHoweverManyStrangersFail() {
        // given
        for (int i = 0; i < 1000; i++) {
            fold.note(refusal("unknown", "192.0.2." + i % 250), at(0));
        }

        // when
        fold.note(forbidden("anna"), at(1));

        // then
        assertThat(fold.take(at(1), false)).contains(new Folded(forbidden("anna"), 1, at(1), at(1)));
    }

    @Test
    void shouldTellWhoWasForbiddenWhatHoweverManyStrangersAreForbiddenSomething() {
        // given
        for (int i = 0; i < 1000; i++) {
            fold.note(new Refusal(AuditType.FORBIDDEN, AuditEvent.UNKNOWN, "192.0.2." + i % 250, "GET /api"), at(0));
        }

        // when
        fold.note(forbidden("anna"), at(1));

        // then
        assertThat(fold.take(at(1), false)).contains(new Folded(forbidden("anna"), 1, at(1), at(1)));
    }

    @Test
    void shouldHaveRoomAgainAfterAQuietPeriod() {
        // given
        for (int i = 0; i < 10; i++) {
            fold.note(refusal("u" + i, "192.0.2.1"), at(0));
        }
        fold.take(at(0), false);
        fold.take(at(60), false);

        // when
        fold.note(refusal("late", "192.0.2.1"), at(61));

        // then
        assertThat(fold.take(at(61), false)).containsExactly(folded("late", "192.0.2.1", 1, 61, 61));
    }

    @Test
    void shouldGiveAgainWhatCouldNotBeWrittenTogetherWithWhatCameSince() {
        // given
        fold.note(refusal("anna", "192.0.2.1"), at(0));
        List<Folded> unwritten = fold.take(at(0), false);
        fold.note(refusal("anna", "192.0.2.1"), at(3));

        // when
        fold.giveBack(unwritten, at(5));

        // then
        assertThat(fold.waiting()).isEqualTo(2);
        assertThat(fold.take(at(5), false)).containsExactly(folded("anna", "192.0.2.1", 2, 0, 3));
    }

    @Test
    void shouldNotGrowWhileNothingCanBeWritten() {
        // when
        for (int second = 0; second < 1000; second++) {
            fold.note(refusal("u" + second, "192.0.2.1"), at(second));
            fold.giveBack(fold.take(at(second), false), at(second));
        }

        // then
        assertThat(fold.waiting()).isEqualTo(1000);
        assertThat(fold.take(at(1000), true)).hasSize(MOST + 1);
    }

    @Test
    void shouldGiveAllThereIsAtTheEnd() {
        // given
        fold.note(refusal("anna", "192.0.2.1"), at(0));
        fold.take(at(0), false);
        fold.note(refusal("anna", "192.0.2.1"), at(1));

        // when
        List<Folded> all = fold.take(at(2), true);

        // then
        assertThat(all).containsExactly(folded("anna", "192.0.2.1", 1, 1, 1));
        assertThat(fold.waiting()).isZero();
    }

    private static Folded folded(String actor, String address, long count, int first, int last) {
        return new Folded(refusal(actor, address), count, at(first), at(last));
    }

    private static Refusal refusal(String actor, String address) {
        return new Refusal(AuditType.LOGIN_FAILED, actor, address, "GET /api");
    }

    private static Refusal forbidden(String actor) {
        return new Refusal(AuditType.FORBIDDEN, actor, "192.0.2.1", "GET /api");
    }

    private static Duration at(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
