package dk.slettefrist.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.Switchboard;

/**
 * A call of an exchange with one recording, and a text of its own in every place that can hold one.
 *
 * @param id ours of the recording
 * @param told what the exchange told of it, by the names of the interface
 */
record RecordedCall(Exchange owner, UUID id, byte[] audio, Map<String, String> told) {

    private static final List<String> IDENTIFIERS = List.of("callId", "recordingId");
    private static final List<String> PERSONAL = List.of("operator", "queue", "caller", "callee");

    /** One that nobody was told of. */
    static RecordedCall untold(Exchange owner, Instant now) {
        String call = UUID.randomUUID().toString();
        Map<String, String> told = new LinkedHashMap<>();
        told.put("callId", call);
        told.put("recordingId", call + ".wav");
        told.put("startedAt", now.minusSeconds(60).toString());
        told.put("endedAt", now.minusSeconds(1).toString());
        told.put("operator", "2" + number());
        told.put("queue", "Borgerservice " + UUID.randomUUID());
        told.put("caller", "+45" + number());
        told.put("callee", "+45" + number());
        return new RecordedCall(owner, UUID.randomUUID(), Sound.wav(), told);
    }

    /** One whose recording is stored. */
    static RecordedCall stored(Exchange owner, Switchboard switchboard) {
        RecordedCall call = untold(owner, switchboard.now());
        Response response = call.delivered(owner.asks());
        response.then().statusCode(201);
        return new RecordedCall(owner, UUID.fromString(response.path("id")), call.audio, call.told);
    }

    String callId() {
        return told.get("callId");
    }

    /** The recording, as the body of a PUT. */
    Response delivered(RequestSpecification request) {
        Map<String, String> query = new LinkedHashMap<>(told);
        query.keySet().removeAll(IDENTIFIERS);
        return request.queryParams(query)
                .contentType("application/octet-stream")
                .body(audio)
                .put("/api/v1/calls/{callId}/recordings/{recordingId}", callId(), told.get("recordingId"));
    }

    /** What only operators and supervisors may read, as it is found in whatever form it is told. */
    Stream<String> personal() {
        return PERSONAL.stream().map(told::get).map(text -> text.replace("+", ""));
    }

    /** The PBX's own identifiers. */
    Stream<String> identifiers() {
        return IDENTIFIERS.stream().map(told::get);
    }

    /** A piece of its sound, a character for each byte. */
    String sound() {
        return new String(Arrays.copyOfRange(audio, 100, 120), StandardCharsets.ISO_8859_1);
    }

    private static String number() {
        return String.valueOf(ThreadLocalRandom.current().nextLong(10_000_000_000L, 100_000_000_000L));
    }
}
