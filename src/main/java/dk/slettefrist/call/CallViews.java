package dk.slettefrist.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dk.slettefrist.platform.Cursor;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.Page;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.RecordingRepository;

/** Calls as operators see them. */
@ApplicationScoped
class CallViews {

    private final CallRepository calls;
    private final RecordingRepository recordings;
    private final CallDirectory directory;
    private final TimeSource time;

    CallViews(CallRepository calls, RecordingRepository recordings, CallDirectory directory, TimeSource time) {
        this.calls = calls;
        this.recordings = recordings;
        this.directory = directory;
        this.time = time;
    }

    /** See {@link CallRepository#listing}. */
    @Transactional
    Page<CallView> list(String operator, Instant since, Cursor after, int limit) {
        Instant now = time.now();
        List<Call> rows = calls.listing(operator, since, after, limit + 1, now);
        Page<Call> page = Page.of(
                rows, limit, call -> new Cursor(call.startedAt(), call.id().toString()));
        return new Page<>(directory.show(page.items(), now), page.next());
    }

    /**
     * @param source null when the operator does not say
     * @throws DomainException.NotFound when nothing is known of the call
     * @throws DomainException.Gone when its recordings are over
     */
    @Transactional
    CallView get(String callId, String source) {
        Instant now = time.now();
        Optional<Call> call = directory.find(callId, source, now);
        List<Recording> known = call.map(found -> recordings.ofCall(found.id())).orElse(List.of());
        CallOutlook outlook =
                call.map(found -> CallOutlook.of(found, known, now)).orElse(CallOutlook.UNKNOWN);
        if (outlook == CallOutlook.OVER) {
            throw CallOutlook.gone(known);
        }
        if (outlook == CallOutlook.UNKNOWN && !call.map(Call::flagged).orElse(false)) {
            throw new DomainException.NotFound("Nothing is known of such a call.");
        }
        return directory.show(callId, call.orElseThrow(), known, now);
    }
}
