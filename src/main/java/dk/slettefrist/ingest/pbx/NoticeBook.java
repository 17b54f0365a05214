package dk.slettefrist.ingest.pbx;

import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dk.slettefrist.gap.GapKind;
import dk.slettefrist.gap.Gaps;
import dk.slettefrist.ingest.EventService;
import dk.slettefrist.source.Source;

/** Writes down what a message says, all of it or nothing. */
@ApplicationScoped
class NoticeBook {

    private final SeenDeliveries seen;
    private final EventService events;
    private final FetchQueue fetches;
    private final Gaps gaps;

    NoticeBook(SeenDeliveries seen, EventService events, FetchQueue fetches, Gaps gaps) {
        this.seen = seen;
        this.events = events;
        this.fetches = fetches;
        this.gaps = gaps;
    }

    /**
     * False when the same delivery was written before. Nothing is done then; but where another delivery tells again of a recording that was
     * given up, it is tried again.
     */
    @Transactional
    boolean write(Source source, Told told, Instant now) {
        if (told.deliveryId() != null && !seen.add(source.name(), told.deliveryId(), now)) {
            if (told.attemptsId() == null || !seen.has(source.name(), told.attemptsId())) {
                told.notices().stream()
                        .filter(Notice.RecordingReady.class::isInstance)
                        .forEach(ready -> fetches.add(source, (Notice.RecordingReady) ready, now));
            }
            return false;
        }
        if (told.attemptsId() != null) {
            seen.add(source.name(), told.attemptsId(), now);
        }
        told.notices().forEach(notice -> write(source, notice, now));
        return true;
    }

    private void write(Source source, Notice notice, Instant now) {
        if (notice instanceof Notice.CallTold call) {
            events.tell(
                    source.name(),
                    call.kind(),
                    call.callId(),
                    call.at(),
                    call.details().fields());
        } else if (notice instanceof Notice.RecordingReady ready) {
            events.tellOfRecording(
                    source.name(),
                    ready.callId(),
                    ready.startedAt(),
                    ready.endedAt(),
                    ready.details().fields());
            fetches.add(source, ready, now);
        } else if (notice instanceof Notice.RecordingFailed failed) {
            UUID call = events.tellOfRecording(
                    source.name(), failed.callId(), failed.at(), failed.at(), CallDetails.NONE.fields());
            gaps.found(GapKind.RECORDING_FAILED, call, source.name(), failed.at(), now);
        }
    }
}
