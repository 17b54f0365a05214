package dk.slettefrist.ingest;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dk.slettefrist.call.Call;
import dk.slettefrist.call.CallFact;
import dk.slettefrist.call.CallRegister;
import dk.slettefrist.call.CallRepository;
import dk.slettefrist.call.Identifier;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.Parameters;
import dk.slettefrist.platform.TimeSource;

/** Writes down what a PBX tells of a call. A time in the future is taken as now: a PBX's clock can only shorten a period. */
@ApplicationScoped
public class EventService {

    private static final Map<String, CallFact.Kind> KINDS = Map.of(
            "call.started", CallFact.Kind.STARTED,
            "call.answered", CallFact.Kind.ANSWERED,
            "call.ended", CallFact.Kind.ENDED);

    private final CallRepository calls;
    private final CallRegister register;
    private final TimeSource time;
    private final SourceClocks clocks;

    EventService(CallRepository calls, CallRegister register, TimeSource time, SourceClocks clocks) {
        this.calls = calls;
        this.register = register;
        this.time = time;
        this.clocks = clocks;
    }

    @Transactional
    void tell(String source, CallEventRequest event) {
        tell(
                source,
                kind(event.type()),
                Identifier.require("callId", event.callId()),
                Parameters.instant("at", event.at()),
                event.fields());
    }

    /** @throws DomainException.InvalidRequest when no kind of event is called so */
    public static CallFact.Kind kind(String type) {
        CallFact.Kind kind = type == null ? null : KINDS.get(type);
        if (kind == null) {
            throw new DomainException.InvalidRequest("type must be call.started, call.answered or call.ended");
        }
        return kind;
    }

    /**
     * Something happened to a call.
     *
     * @param told when, by the PBX's clock
     * @param fields by the names of the interface
     */
    @Transactional
    public void tell(String source, CallFact.Kind kind, String callId, Instant told, Map<String, String> fields) {
        calls.lock(callId);
        Instant now = time.now();
        clocks.heard(source, told, now);
        CallFact fact = UploadForm.fact(kind, UploadForm.earlier(told, now), fields);
        Call call = calls.open(source, callId);
        register.tell(call, fact, null, null, now);
    }

    /**
     * A recording of a call lies ready at the PBX. Of the call this tells as much as the upload of the recording would.
     *
     * @param startedAt of the recording
     * @param endedAt likewise
     * @return our identifier of the call
     */
    @Transactional
    public UUID tellOfRecording(
            String source, String callId, Instant startedAt, Instant endedAt, Map<String, String> fields) {
        calls.lock(callId);
        Instant now = time.now();
        clocks.heard(source, endedAt, now);
        Instant start = UploadForm.earlier(startedAt, now);
        CallFact fact = UploadForm.fact(CallFact.Kind.RECORDED, start, fields);
        Call call = calls.open(source, callId);
        register.tell(call, fact, start, UploadForm.earlier(endedAt, now), now);
        return call.id();
    }
}
