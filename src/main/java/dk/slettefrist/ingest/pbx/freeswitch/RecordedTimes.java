package dk.slettefrist.ingest.pbx.freeswitch;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dk.slettefrist.call.Call;
import dk.slettefrist.call.CallFact;
import dk.slettefrist.call.CallRepository;
import dk.slettefrist.ingest.pbx.Span;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.recording.RecordingRepository;

/** When a recording was made that comes without any times: FreeSWITCH sends it as soon as it is closed. */
@ApplicationScoped
class RecordedTimes {

    private final CallRepository calls;
    private final RecordingRepository recordings;
    private final TimeSource time;

    RecordedTimes(CallRepository calls, RecordingRepository recordings, TimeSource time) {
        this.calls = calls;
        this.recordings = recordings;
        this.time = time;
    }

    /** Until the call's end when that was told, else until now; from the call's start when that was told, else of no length. */
    @Transactional
    Span of(String source, String callId) {
        Instant now = time.now();
        Optional<Call> call = calls.find(source, callId);
        List<CallFact> facts = call.map(known -> calls.facts(known.id())).orElse(List.of());
        Instant end = times(facts, CallFact.Kind.ENDED)
                .max(Comparator.naturalOrder())
                .or(() -> facts.isEmpty() ? call.flatMap(this::endOfForgotten) : Optional.empty())
                .orElse(now);
        Instant start = times(facts, CallFact.Kind.STARTED, CallFact.Kind.ANSWERED)
                .min(Comparator.naturalOrder())
                .orElse(end);
        return new Span(start, end);
    }

    /** Its events are forgotten, their latest end is not. Where recordings came, it may be the end of one of them. */
    private Optional<Instant> endOfForgotten(Call call) {
        return recordings.ofCall(call.id()).isEmpty() ? Optional.ofNullable(call.endedAt()) : Optional.empty();
    }

    private static Stream<Instant> times(List<CallFact> facts, CallFact.Kind... kinds) {
        return facts.stream()
                .filter(fact -> List.of(kinds).contains(fact.kind()))
                .map(CallFact::at);
    }
}
