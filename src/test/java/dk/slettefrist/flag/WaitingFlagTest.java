package dk.slettefrist.flag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dk.slettefrist.audit.AuditLog;
import dk.slettefrist.call.Call;
import dk.slettefrist.call.CallRepository;
import dk.slettefrist.call.CallSettings;
import dk.slettefrist.call.FlagReason;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.policy.PolicyRepository;
import dk.slettefrist.recording.RecordingRepository;
import dk.slettefrist.retention.RetentionPolicy;
import dk.slettefrist.simulation.Parts;
import dk.slettefrist.testing.InMemoryDatabase;
import dk.slettefrist.testing.Times;

class WaitingFlagTest {

    private static final String CALL_ID = "call";
    private static final FlagOrder ORDER = new FlagOrder("operator", FlagReason.THREAT, "note");

    private final InMemoryDatabase database = new InMemoryDatabase();
    private final FlagService flags = parts().of(FlagService.class);
    private Instant now = Times.NOW;

    @BeforeEach
    void putPolicyInForce() {
        database.policies().add(new RetentionPolicy(Times.SHORT, Times.LONG), now);
    }

    @Test
    void shouldSaveACallWhoseFirstFlagWaitedInVain() {
        flags.flag(CALL_ID, null, ORDER);
        now = now.plus(Times.LONG);
        database.calls().forget(now, Times.LONG, 10);

        FlagResult answer = flags.flag(CALL_ID, null, ORDER);

        assertThat(answer.waiting()).isTrue();
        Call call = database.calls().open("pbx", CALL_ID);
        assertThat(call.flagged()).isTrue();
        assertThat(call.flag().at()).isEqualTo(now);
        assertThat(call.flag().note()).isEqualTo(ORDER.note());
    }

    @Test
    void shouldLeaveAFlagThatWaitsAsItIs() {
        flags.flag(CALL_ID, null, ORDER);
        now = now.plusSeconds(1);

        flags.flag(CALL_ID, null, new FlagOrder("another", FlagReason.OTHER, null));

        Call call = database.calls().open("pbx", CALL_ID);
        assertThat(call.flag().at()).isEqualTo(Times.NOW);
        assertThat(call.flag().by()).isEqualTo(ORDER.by());
    }

    private Parts parts() {
        return new Parts(work -> work.call())
                .with(RecordingRepository.class, database.recordings())
                .with(CallRepository.class, database.calls())
                .with(PolicyRepository.class, database.policies())
                .with(AuditLog.class, database.audit())
                .with(CallSettings.class, () -> Duration.ofHours(4))
                .with(TimeSource.class, () -> now);
    }
}
