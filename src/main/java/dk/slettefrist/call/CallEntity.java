package dk.slettefrist.call;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The row of {@link Call}; see the comments of table {@code call}. */
@Entity
@Table(name = "call")
class CallEntity {

    @Id
    UUID id;

    String source;

    @Column(name = "call_key")
    byte[] callKey;

    @Column(name = "call_id")
    String callId;

    @Column(name = "started_at")
    Instant startedAt;

    @Column(name = "ended_at")
    Instant endedAt;

    @Column(name = "ongoing_until")
    Instant ongoingUntil;

    boolean flagged;

    @Column(name = "flagged_at")
    Instant flaggedAt;

    @Column(name = "flagged_by")
    String flaggedBy;

    @Enumerated(EnumType.STRING)
    @Column(name = "flag_reason")
    FlagReason flagReason;

    @Column(name = "flag_note")
    String flagNote;

    @Column(name = "forget_at")
    Instant forgetAt;

    Call toCall() {
        CallFlag flag = flagged ? new CallFlag(flaggedAt, flaggedBy, flagReason, flagNote) : null;
        return new Call(id, source, callId, startedAt, endedAt, ongoingUntil, flag, forgetAt);
    }

    /** A forgotten call's identifier is used again: nothing of the old one holds for the new, but a flag that still waits. */
    void beginAnew() {
        startedAt = null;
        endedAt = null;
        if (flagReason == null) {
            flagged = false;
            flaggedAt = null;
        }
    }

    void take(Call call) {
        CallFlag flag = call.flag();
        source = call.source();
        callId = call.callId();
        startedAt = call.startedAt();
        endedAt = call.endedAt();
        ongoingUntil = call.ongoingUntil();
        flagged = flag != null;
        flaggedAt = flag == null ? null : flag.at();
        flaggedBy = flag == null ? null : flag.by();
        flagReason = flag == null ? null : flag.reason();
        flagNote = flag == null ? null : flag.note();
        forgetAt = call.forgetAt();
    }
}
