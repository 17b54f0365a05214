package dk.slettefrist.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dk.slettefrist.audit.AuditLog;
import dk.slettefrist.call.Call;
import dk.slettefrist.call.CallFact;
import dk.slettefrist.call.CallRepository;
import dk.slettefrist.call.CallSettings;
import dk.slettefrist.gap.Gaps;
import dk.slettefrist.platform.Ids;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.policy.PolicyRepository;
import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.RecordingRepository;
import dk.slettefrist.recording.RecordingRepository.StoredAudio;
import dk.slettefrist.recording.RecordingState;
import dk.slettefrist.retention.RetentionPolicy;
import dk.slettefrist.simulation.Parts;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.testing.InMemoryDatabase;
import dk.slettefrist.testing.InMemoryGaps;
import dk.slettefrist.testing.Times;

/** An upload that ends when it was given up long ago, and its call is forgotten. */
class ForgottenCallTest {

    private static final Upload UPLOAD = new Upload(
            "pbx",
            "call",
            "recording",
            Times.NOW,
            Times.NOW,
            new CallFact(CallFact.Kind.RECORDED, Times.NOW, null, null, null, null, null),
            null);

    private final InMemoryDatabase database = new InMemoryDatabase();
    private Instant now = Times.NOW;

    @BeforeEach
    void putPolicyInForce() {
        database.policies().add(new RetentionPolicy(Times.SHORT, Times.LONG), now);
    }

    @Test
    void shouldForgetItsCallOnceMore() {
        Recording abandoned = abandoned();
        now = now.plus(Times.SHORT).minusSeconds(1);

        Settlement settlement = settlements()
                .settle(abandoned, UPLOAD, new Arrival(new StoredAudio("audio/wav", 1, "00"), Optional.empty()));

        assertThat(settlement).isInstanceOf(Settlement.Abandoned.class);
        database.calls().forget(now.plus(Times.SHORT), Times.LONG, 10);
        assertThat(database.allCalls()).singleElement().extracting(Call::callId).isNull();
    }

    /** Taken by the sweep at the end of its lease, and its bytes are gone. */
    private Recording abandoned() {
        UUID call = database.calls().open("pbx", UPLOAD.callId()).id();
        Recording recording = new Recording(
                Ids.next(),
                call,
                "pbx",
                UPLOAD.callId(),
                UPLOAD.recordingId(),
                RecordingState.RECEIVING,
                false,
                now,
                now,
                now,
                now.plus(Times.SHORT),
                now.plus(Times.SHORT),
                null,
                ObjectKey.random(),
                null,
                null,
                null);
        database.recordings().add(recording, now);
        database.recordings().claimDue(now, now.plusSeconds(1), 1);
        database.recordings().bury(List.of(recording.id()), now);
        database.calls().recordingsGone(List.of(call), Times.SHORT, now);
        database.calls().forget(now, Times.LONG, 10);
        return recording;
    }

    private Settlements settlements() {
        return new Parts(work -> work.call())
                .with(RecordingRepository.class, database.recordings())
                .with(CallRepository.class, database.calls())
                .with(PolicyRepository.class, database.policies())
                .with(AuditLog.class, database.audit())
                .with(Gaps.class, new InMemoryGaps())
                .with(CallSettings.class, () -> Duration.ofHours(4))
                .with(TimeSource.class, () -> now)
                .of(Settlements.class);
    }
}
