package dk.slettefrist.testing;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import io.restassured.response.Response;

/** A telephone exchange. */
public final class Pbx extends User {

    private final Clock clock;

    /** What the service's clock shows. */
    @FunctionalInterface
    interface Clock {
        Instant now();
    }

    Pbx(String name, Clock clock) {
        super(name);
        this.clock = clock;
    }

    /** A recording of a minute that ended a second ago. */
    public Delivery recording(String callId, String recordingId) {
        Instant end = clock.now().minusSeconds(1);
        return new Delivery(this, callId, recordingId)
                .from(end.minusSeconds(60))
                .until(end);
    }

    /** A recording of a call that nobody spoke of before. */
    public Delivery recording() {
        return recording(Switchboard.newId("call"), Switchboard.newId("recording"));
    }

    public Response started(String callId, Instant at, String operator) {
        return tells("call.started", callId, at, operator);
    }

    public Response answered(String callId, Instant at, String operator) {
        return tells("call.answered", callId, at, operator);
    }

    public Response ended(String callId, Instant at) {
        return tells("call.ended", callId, at, null);
    }

    public Response tells(Map<String, ?> event) {
        return sends(event).post("/api/v1/calls/events");
    }

    private Response tells(String type, String callId, Instant at, String operator) {
        Map<String, String> event = new HashMap<>(Map.of("type", type, "callId", callId, "at", at.toString()));
        if (operator != null) {
            event.put("operator", operator);
        }
        return tells(event);
    }
}
