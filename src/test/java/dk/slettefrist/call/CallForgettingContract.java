package dk.slettefrist.call;

import static dk.slettefrist.platform.Parameters.EARLIEST;
import static dk.slettefrist.testing.Times.LONG;
import static dk.slettefrist.testing.Times.MICRO;
import static dk.slettefrist.testing.Times.NOW;
import static dk.slettefrist.testing.Times.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dk.slettefrist.call.CallFact.Kind;
import dk.slettefrist.call.CallRepository.Forgotten;
import dk.slettefrist.recording.Recording;

/** When what is personal of a call goes. */
abstract class CallForgettingContract extends CallContract {

    @Test
    void shouldForgetAtTheTimeAndNotBefore() {
        Call call = known(OPERATOR, NOW.minusSeconds(60), NOW, null);
        Instant time = call.forgetAt();

        assertThat(calls().forget(time.minus(MICRO), LONG, 10)).isZero();
        assertThat(reread(call)).isEqualTo(call);
        assertThat(calls().forget(time, LONG, 10)).isEqualTo(1);
        assertThat(reread(call)).isEqualTo(new Call(call.id(), "pbx", null, call.startedAt(), NOW, null, null, null));
        assertThat(calls().forget(time.plus(LONG), LONG, 10)).isZero();
    }

    @Test
    void shouldDeleteWhatWasToldOfAForgottenCallAndOfNoOther() {
        Call call = known(OPERATOR, NOW.minusSeconds(60), NOW, null);
        Call other = save(known(OPERATOR, NOW, NOW, null).withForgetAt(null));
        calls().addFact(call.id(), fact(Kind.ENDED, NOW, null));

        calls().forget(call.forgetAt(), LONG, 10);

        assertThat(calls().facts(List.of(call.id(), other.id()))).containsOnlyKeys(other.id());
        assertThat(calls().last(OPERATOR, null, NOW.minusSeconds(1), NOW).map(Call::id))
                .contains(other.id());
    }

    @Test
    void shouldForgetTheLongestDueFirstAndNoMoreThanAskedFor() {
        Call later = save(newCall().withForgetAt(NOW.plusSeconds(2)));
        Call first = save(newCall().withForgetAt(NOW.plusSeconds(1)));
        Instant now = NOW.plusSeconds(5);

        assertThat(calls().forget(EARLIEST, now, LONG, 1)).isEqualTo(new Forgotten(1, first.forgetAt()));
        assertThat(reread(first).callId()).isNull();
        assertThat(reread(later).callId()).isNotNull();
        assertThat(calls().forget(first.forgetAt(), now, LONG, 1)).isEqualTo(new Forgotten(1, later.forgetAt()));
        assertThat(calls().forget(EARLIEST, now, LONG, 1)).isEqualTo(new Forgotten(0, null));
    }

    @Test
    void shouldShowToTheSameTransactionThatACallIsForgotten() {
        Call call = save(newCall().withForgetAt(NOW));

        calls().forget(NOW, LONG, 10);

        assertThat(calls().find("pbx", call.callId()).orElseThrow().callId()).isNull();
    }

    @Test
    void shouldKeepTheNoteOfAFlagThatWaitsUntilItsPeriodIsOver() {
        Call call = save(known(OPERATOR, NOW.minusSeconds(60), NOW, null).withFlag(flag(NOW)));
        Instant over = NOW.plus(LONG);

        calls().forget(call.forgetAt(), LONG, 10);

        Call waiting = reread(call);
        assertThat(waiting.flag()).isEqualTo(flag(NOW));
        assertThat(waiting.forgetAt()).isEqualTo(over);
        assertThat(waiting.callId()).isNull();
        assertThat(calls().facts(List.of(call.id()))).isEmpty();
        assertThat(calls().forget(over.minus(MICRO), LONG, 10)).isZero();
        assertThat(calls().forget(over, LONG, 10)).isEqualTo(1);
        assertThat(reread(call).flag()).isEqualTo(new CallFlag(NOW, null, null, null));
        assertThat(reread(call).forgetAt()).isNull();
    }

    @Test
    void shouldEmptyTheFlagWithTheCallWhenItsRecordingIsPurged() {
        Call call = save(known(OPERATOR, NOW.minusSeconds(60), NOW, null).withFlag(flag(NOW)));
        purge(receiving(call));

        calls().forget(call.forgetAt(), LONG, 10);

        assertThat(reread(call).flag()).isEqualTo(new CallFlag(NOW, null, null, null));
        assertThat(reread(call).forgetAt()).isNull();
    }

    @Test
    void shouldLetAFlagWaitOnWhenAnUploadFailed() {
        Call call = save(known(OPERATOR, NOW.minusSeconds(60), NOW, null).withFlag(flag(NOW)));
        database().recordings().fail(receiving(call).id(), null);

        calls().forget(call.forgetAt(), LONG, 10);

        assertThat(reread(call).flag()).isEqualTo(flag(NOW));
    }

    @Test
    void shouldNotSetTheTimeToForgetWhileARecordingLives() {
        Call call = save(known(OPERATOR, NOW.minusSeconds(60), NOW, null).withForgetAt(null));
        Recording receiving = receiving(call);
        List<UUID> ids = List.of(call.id());

        calls().recordingsGone(ids, SHORT, NOW);
        assertThat(reread(call).forgetAt()).isNull();

        purge(receiving);
        calls().recordingsGone(ids, SHORT, NOW.plusSeconds(1));
        assertThat(reread(call).forgetAt()).isEqualTo(NOW.plus(SHORT));
    }

    @Test
    void shouldForgetAtOnceWhenTheShortPeriodIsOverWithTheLastRecording() {
        Call call = save(known(OPERATOR, NOW.minusSeconds(60), NOW, null).withForgetAt(null));
        Call untold = newCall();
        Instant late = NOW.plus(LONG);

        calls().recordingsGone(List.of(call.id(), untold.id()), SHORT, late);

        assertThat(reread(call).forgetAt()).isEqualTo(late);
        assertThat(reread(untold).forgetAt()).isEqualTo(late);
    }

    @Test
    void shouldNotForgetACallThatGoesOnThoughItsRecordingIsGone() {
        Instant until = NOW.plusSeconds(3600);
        Call call = known(OPERATOR, NOW.minusSeconds(60), null, until);

        calls().recordingsGone(List.of(call.id()), SHORT, NOW);

        assertThat(reread(call).forgetAt()).isEqualTo(until);
    }

    @Test
    void shouldLeaveOtherCallsAloneWhenRecordingsAreGone() {
        Call other = known(OPERATOR, NOW.minusSeconds(60), NOW, null);

        calls().recordingsGone(List.of(), SHORT, NOW);
        calls().recordingsGone(List.of(newCall().id()), SHORT, NOW);

        assertThat(reread(other)).isEqualTo(other);
    }
}
