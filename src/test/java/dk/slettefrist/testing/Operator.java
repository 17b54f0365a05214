package dk.slettefrist.testing;

import java.util.Map;

import io.restassured.response.Response;

/** Somebody at the switchboard, or their supervisor. */
public final class Operator extends User {

    Operator(String name) {
        super(name);
    }

    /** Saves a call as a threat. */
    public Response flags(String callId) {
        return flags(callId, Map.of("reason", "THREAT"));
    }

    public Response flags(String callId, Object body) {
        return sends(body).put("/api/v1/calls/{callId}/flag", callId);
    }

    public Response flagsFrom(String source, String callId) {
        return sends(Map.of("reason", "THREAT"))
                .queryParam("source", source)
                .put("/api/v1/calls/{callId}/flag", callId);
    }

    public Response unflags(String callId) {
        return asks().delete("/api/v1/calls/{callId}/flag", callId);
    }

    public Response unflagsFrom(String source, String callId) {
        return asks().queryParam("source", source).delete("/api/v1/calls/{callId}/flag", callId);
    }

    /** Saves the CURRENT or LAST call of a phone. */
    public Response flagsCallOf(String extension, String which) {
        return sends(Map.of("call", which, "reason", "HARASSMENT"))
                .put("/api/v1/extensions/{extension}/flag", extension);
    }

    public Response call(String callId) {
        return asks().get("/api/v1/calls/{callId}", callId);
    }

    public Response callFrom(String source, String callId) {
        return asks().queryParam("source", source).get("/api/v1/calls/{callId}", callId);
    }

    public Response calls(Map<String, ?> parameters) {
        return asks().queryParams(parameters).get("/api/v1/calls");
    }

    public Response recording(String id) {
        return asks().get("/api/v1/recordings/{id}", id);
    }

    /** Listens; only a supervisor may. */
    public Response audio(String id) {
        return asks().get("/api/v1/recordings/{id}/audio", id);
    }

    /** Listens to a part; only a supervisor may. */
    public Response audio(String id, String range) {
        return asks().header("Range", range).get("/api/v1/recordings/{id}/audio", id);
    }
}
