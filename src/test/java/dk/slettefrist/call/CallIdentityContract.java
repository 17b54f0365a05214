package dk.slettefrist.call;

import static dk.slettefrist.testing.Times.LONG;
import static dk.slettefrist.testing.Times.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dk.slettefrist.call.CallFact.Kind;

/** Which call an identifier means, and what is known of it. */
abstract class CallIdentityContract extends CallContract {

    private final String id = freshId();

    @Test
    void shouldBeginAnewWhenAForgottenIdentifierIsUsedAgain() {
        Call old = calls().open("pbx", id);
        calls().save(new Call(old.id(), "pbx", null, NOW, NOW, null, new CallFlag(NOW, null, null, null), null));

        Call anew = calls().open("pbx", id);

        assertThat(anew.id()).isEqualTo(old.id());
        assertThat(anew.flagged()).isFalse();
        assertThat(anew.startedAt()).isNull();
        assertThat(anew.endedAt()).isNull();
    }

    @Test
    void shouldKeepAFlagThatStillWaitsWhenItsCallComes() {
        Call old = calls().open("pbx", id);
        calls().save(new Call(old.id(), "pbx", null, null, null, null, flag(NOW), NOW.plus(LONG)));

        Call come = calls().open("pbx", id);

        assertThat(come.flag()).isEqualTo(flag(NOW));
    }

    @Test
    void shouldNotTakeAFlagThatIsOverForOneThatWaitsWhenTheCallIsToBeForgottenOnceMore() {
        Call old = calls().open("pbx", id);
        calls().save(new Call(
                old.id(), "pbx", null, null, null, null, new CallFlag(NOW, null, null, null), NOW.plus(LONG)));

        Call come = calls().open("pbx", id);

        assertThat(come.flagged()).isFalse();
    }

    @Test
    void shouldOpenANewCallOnceOnly() {
        Call first = calls().open("pbx", id);
        Call second = calls().open("pbx", id);

        assertThat(second).isEqualTo(first).isEqualTo(reread(first));
        assertThat(first.callId()).isEqualTo(id);
        assertThat(first.source()).isEqualTo("pbx");
        assertThat(first.flagged()).isFalse();
        assertThat(calls().findAll(id)).containsExactly(first);
    }

    @Test
    void shouldFindNothingThatWasNeverTold() {
        assertThat(calls().find("pbx", id)).isEmpty();
        assertThat(calls().find(null, id)).isEmpty();
        assertThat(calls().findAll(id)).isEmpty();
    }

    @Test
    void shouldKeepTwoSourcesWithTheSameIdentifierApart() {
        Call north = calls().open("north", id);
        Call south = calls().open("south", id);

        assertThat(north.id()).isNotEqualTo(south.id());
        assertThat(calls().find("north", id)).contains(north);
        assertThat(calls().find("south", id)).contains(south);
        assertThat(calls().find("east", id)).isEmpty();
        assertThat(calls().find(null, id)).isEmpty();
        assertThat(calls().findAll(id)).containsExactly(north, south);
    }

    @Test
    void shouldGiveAFlagThatWaitsWithoutASourceToTheFirstSourceThatTells() {
        Call waiting = save(calls().open(null, id).withFlag(flag(NOW)));

        Call adopted = calls().open("north", id);
        Call other = calls().open("south", id);

        assertThat(adopted.id()).isEqualTo(waiting.id());
        assertThat(adopted.source()).isEqualTo("north");
        assertThat(adopted.flag()).isEqualTo(flag(NOW));
        assertThat(other.id()).isNotEqualTo(waiting.id());
        assertThat(other.flagged()).isFalse();
        assertThat(calls().find(null, id)).isEmpty();
    }

    @Test
    void shouldOpenOneWaitingFlagWithoutASourceOnly() {
        Call first = calls().open(null, id);
        Call second = calls().open(null, id);

        assertThat(second).isEqualTo(first);
        assertThat(calls().find(null, id)).contains(first);
    }

    @Test
    void shouldNotTakeTheCallOfASourceForAFlagWithoutOne() {
        Call known = calls().open("pbx", id);

        Call waiting = calls().open(null, id);

        assertThat(waiting.id()).isNotEqualTo(known.id());
        assertThat(reread(known)).isEqualTo(known);
    }

    @Test
    void shouldKnowAForgottenCallAgainByItsIdentifier() {
        Call forgotten = save(calls().open("pbx", id).withForgetAt(NOW));
        calls().forget(NOW, LONG, 10);

        Call again = calls().open("pbx", id);

        assertThat(again.id()).isEqualTo(forgotten.id());
        assertThat(again.callId()).isEqualTo(id);
    }

    @Test
    void shouldWriteEveryFieldOfACall() {
        Call opened = calls().open("pbx", id);

        Call saved = save(new Call(
                opened.id(),
                "pbx",
                id,
                NOW,
                NOW.plusSeconds(1),
                NOW.plusSeconds(2),
                flag(NOW.plusSeconds(3)),
                NOW.plusSeconds(4)));

        assertThat(reread(saved)).isEqualTo(saved);
        Call unflagged = save(saved.withFlag(null));
        assertThat(reread(saved)).isEqualTo(unflagged);
    }

    @Test
    void shouldKeepAFactOnceThoughMostOfItIsUntold() {
        Call call = newCall();
        CallFact bare = fact(Kind.ENDED, NOW, null);
        CallFact full = new CallFact(Kind.ENDED, NOW, OPERATOR, "main", "+4511", "+4522", Direction.INBOUND);

        for (CallFact fact : List.of(bare, full, bare, full)) {
            calls().addFact(call.id(), fact);
        }

        database().reread();
        assertThat(calls().facts(List.of(call.id())).get(call.id())).containsExactlyInAnyOrder(bare, full);
        assertThat(calls().facts(call.id())).containsExactlyInAnyOrder(bare, full);
    }

    @Test
    void shouldTellTheSameOfACallInWhateverOrderItsFactsCame() {
        List<CallFact> facts = List.of(
                fact(Kind.STARTED, NOW, null),
                fact(Kind.ANSWERED, NOW.plusSeconds(1), OPERATOR),
                fact(Kind.ENDED, NOW.plusSeconds(2), null));
        Call one = newCall();
        Call other = newCall();

        facts.forEach(fact -> calls().addFact(one.id(), fact));
        List.of(2, 0, 1).forEach(i -> calls().addFact(other.id(), facts.get(i)));

        Map<?, List<CallFact>> found =
                calls().facts(List.of(one.id(), other.id(), newCall().id()));
        assertThat(found).hasSize(2);
        assertThat(found.get(one.id())).containsExactlyInAnyOrderElementsOf(facts);
        assertThat(found.get(other.id())).containsExactlyInAnyOrderElementsOf(facts);
        assertThat(calls().facts(List.of())).isEmpty();
    }
}
