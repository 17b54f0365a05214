package dk.slettefrist.testing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** A recording that a PBX is about to deliver. */
public final class Delivery {

    private final Pbx pbx;
    private final String callId;
    private final String recordingId;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private byte[] audio = Sound.wav();

    Delivery(Pbx pbx, String callId, String recordingId) {
        this.pbx = pbx;
        this.callId = callId;
        this.recordingId = recordingId;
    }

    public Delivery from(Instant startedAt) {
        return with("startedAt", startedAt.toString());
    }

    public Delivery until(Instant endedAt) {
        return with("endedAt", endedAt.toString());
    }

    /** Ended then, and begun a minute before. */
    public Delivery ended(Instant endedAt) {
        return from(endedAt.minusSeconds(60)).until(endedAt);
    }

    public Delivery with(String field, String value) {
        fields.put(field, value);
        return this;
    }

    public Delivery without(String field) {
        fields.remove(field);
        return this;
    }

    public Delivery audio(byte[] bytes) {
        audio = bytes;
        return this;
    }

    public Delivery contentDigest(String value) {
        headers.put("Content-Digest", value);
        return this;
    }

    /** Says the SHA-256 of other bytes, or of its own. */
    public Delivery digestOf(byte[] bytes) {
        return contentDigest("sha-256=:" + Base64.getEncoder().encodeToString(Sound.digest(bytes)) + ":");
    }

    public Pbx pbx() {
        return pbx;
    }

    public String callId() {
        return callId;
    }

    public String recordingId() {
        return recordingId;
    }

    public byte[] audio() {
        return audio;
    }

    public Instant endedAt() {
        return Instant.parse(fields.get("endedAt"));
    }

    /** Delivers it as the body of a PUT. */
    public Response put() {
        return pbx.asks()
                .headers(headers)
                .queryParams(fields)
                .contentType("application/octet-stream")
                .body(audio)
                .put("/api/v1/calls/{callId}/recordings/{recordingId}", callId, recordingId);
    }

    /** Delivers it as a form, the audio last. */
    public Response post() {
        return form().multiPart("audio", "audio.wav", audio).post(formPath(), callId);
    }

    /** A form with all but the audio. */
    public RequestSpecification form() {
        RequestSpecification form = pbx.asks().headers(headers).multiPart("recordingId", recordingId);
        fields.forEach(form::multiPart);
        return form;
    }

    public static String formPath() {
        return "/api/v1/calls/{callId}/recordings";
    }

    /** Delivers it and answers our identifier of it. */
    public String stored() {
        Response response = put();
        if (response.statusCode() != 201) {
            throw new IllegalStateException("not stored: " + response.asString());
        }
        return response.path("id");
    }

    /** The path and query of the PUT. */
    public String target() {
        String query = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return "/api/v1/calls/" + callId + "/recordings/" + recordingId + "?" + query;
    }

    /** Opens a connection and sends the head of the PUT with these headers. */
    public RawConnection open(String... moreHeaders) {
        return RawConnection.open(pbx).head("PUT", target(), moreHeaders);
    }
}
