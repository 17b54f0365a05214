package dk.slettefrist.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dk.slettefrist.audit.AuditType;
import dk.slettefrist.call.Call;
import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.RecordingState;

/**
 * In whatever order it arrives, and however often, what is told of a call ends in the same state: the one of the proper order with the same
 * last flag action. The last flag action is the flag or unflag that was answered 200 or 202 last; one that was refused had no effect.
 */
@ExtendWith(Silence.class)
class OrderTest {

    private static final String CALL = "call";
    private static final int DOUBLED = 4000;

    @Test
    void shouldEndInTheSameStateInEveryOrder() {
        List<List<Telling>> orders = Telling.everyOrder().toList();

        assertThat(orders).hasSize(720).allSatisfy(OrderTest::endsLikeTheProperOrder);
    }

    @Test
    void shouldEndInTheSameStateWhenAllComesTwice() {
        List<List<Telling>> orders = Telling.everyOrder().toList();
        Chance chance = new Chance(1);

        for (int i = 0; i < DOUBLED; i++) {
            endsLikeTheProperOrder(Telling.doubled(chance.pick(orders), chance));
        }
    }

    private static void endsLikeTheProperOrder(List<Telling> order) {
        Switchboard told = new Switchboard();
        order.forEach(told::hear);
        Switchboard properly = new Switchboard();
        Telling.properly(told.lastFlagAction).forEach(properly::hear);

        assertThat(told.state()).as("after %s", order).isEqualTo(properly.state());
    }

    /** What is left of a call when all was told. */
    private record State(
            boolean known,
            Instant startedAt,
            Instant endedAt,
            boolean ongoing,
            boolean flagged,
            boolean keptByARecording,
            List<Kept> recordings) {}

    private record Kept(
            String recordingId,
            RecordingState state,
            boolean flagged,
            Instant expiresAt,
            Instant dueAt,
            long sizeBytes,
            String sha256,
            long timesReceived) {}

    /** One replica in calm weather, watched by the model. */
    private static final class Switchboard {

        private final Tally tally = new Tally(false);
        private final Chance chance = new Chance(1);
        private final Weather weather = Weather.of(chance);
        private final World world = new World(chance, weather, tally, () -> {});
        private final Acts acts = new Acts(world, weather, tally);
        private final Replica replica = new Replica("replica", world);
        private Telling lastFlagAction;
        private int number;

        Switchboard() {
            acts.perform(acts.policyChange(number++, Acts.USUAL, replica));
        }

        void hear(Telling telling) {
            world.advance(Duration.ofSeconds(1));
            String answer = acts.perform(act(telling));
            assertThat(answer).isIn(telling.answers());
            if (telling.isFlagAction() && !answer.equals("not-found")) {
                lastFlagAction = telling;
            }
        }

        private Act act(Telling telling) {
            return switch (telling) {
                case STARTED -> acts.event(number++, CALL, "call.started", Telling.BEGIN, "201", replica);
                case ENDED -> acts.event(number++, CALL, "call.ended", Telling.END, null, replica);
                case FLAG -> acts.flag(number++, CALL, replica);
                case UNFLAG -> acts.unflag(number++, CALL, replica);
                case RECORDING -> acts.delivery(number++, recording("first", Telling.TRANSFER), replica);
                case SECOND_RECORDING -> acts.delivery(number++, recording("second", Telling.END), replica);
            };
        }

        private static Sending recording(String recordingId, Instant endedAt) {
            return new Sending(CALL, recordingId, endedAt, "201", Sending.sound(recordingId, 100));
        }

        State state() {
            Call call = world.database().calls().find("pbx", CALL).orElseThrow();
            List<Kept> kept = world.database().recordings().ofCalls(List.of(call.id())).stream()
                    .map(this::kept)
                    .sorted(Comparator.comparing(Kept::recordingId))
                    .toList();
            return new State(
                    call.isKnown(world.now()),
                    call.startedAt(),
                    call.endedAt(),
                    call.isOngoing(world.now()),
                    call.flagged(),
                    call.forgetAt() == null,
                    kept);
        }

        private Kept kept(Recording row) {
            return new Kept(
                    row.recordingId(),
                    row.state(),
                    row.flagged(),
                    row.expiresAt(),
                    row.dueAt(),
                    row.sizeBytes(),
                    row.sha256(),
                    world.database().audited(AuditType.RECEIVED, row.id()));
        }
    }
}
