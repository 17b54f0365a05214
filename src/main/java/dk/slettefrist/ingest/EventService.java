package dk.slettefrist.ingest;

import java.time.Instant;
import java.util.Map;

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

/** Writes down what the PBX tells of a call. A time in the future is taken as now: a PBX's clock can only shorten a period. */
@ApplicationScoped
class EventService {

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
        CallFact.Kind kind = event.type() == null ? null : KINDS.get(event.type());
        if (kind == null) {
            throw new DomainException.InvalidRequest("type must be call.started, call.answered or call.ended");
        }
        String callId = Identifier.require("callId", event.callId());
        Instant told = Parameters.instant("at", event.at());
        calls.lock(callId);
        Instant now = time.now();
        clocks.heard(source, told, now);
        CallFact fact = UploadForm.fact(kind, UploadForm.earlier(told, now), event.fields());
        Call call = calls.open(source, callId);
        register.tell(call, fact, null, null, now);
    }
}
