package dk.slettefrist.api;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** A request for an operation, made of its description: each parameter and field has the value of its name. */
final class Question {

    private static final String AUDIO = "application/octet-stream";

    private final Operation operation;
    private final RecordedCall call;
    private final Map<String, String> values;

    /**
     * @param call that it is about; times are of now, whenever the call was
     */
    Question(Operation operation, RecordedCall call, Instant now) {
        this.operation = operation;
        this.call = call;
        this.values = new HashMap<>(call.told());
        values.put("startedAt", now.minusSeconds(60).toString());
        values.put("endedAt", now.minusSeconds(1).toString());
        values.put("id", call.id().toString());
        values.put("source", call.owner().name());
        values.put("file", values.get("recordingId"));
        values.put("extension", values.get("operator"));
        values.put("direction", "INBOUND");
        values.put("reason", "THREAT");
        values.put("note", "Shouted");
        values.put("call", "LAST");
        values.put("type", "call.ended");
        values.put("at", values.get("endedAt"));
        values.put("from", now.minusSeconds(3600).toString());
        values.put("to", now.plusSeconds(60).toString());
    }

    /** The representations that can be asked for. */
    List<String> accepts() {
        return operation.answers().size() > 1 ? operation.answers() : List.of("*/*");
    }

    /** @param request by whoever asks */
    Response ask(RequestSpecification request, String accept) {
        return ask(request, operation.method(), accept);
    }

    Response ask(RequestSpecification request, String method, String accept) {
        request.accept(accept);
        operation.pathParameters().forEach(name -> request.pathParam(name, require(name)));
        operation.queryParameters().stream()
                .filter(values::containsKey)
                .forEach(name -> request.queryParam(name, values.get(name)));
        operation.takes().ifPresent(type -> fill(request, type));
        if (operation.path().endsWith("/{source}/recordings")) {
            request.header("X-Recording-Call-ID", call.callId())
                    .header("X-Recording-File-Name", values.get("recordingId"));
        }
        return request.request(method, operation.path());
    }

    private void fill(RequestSpecification request, String type) {
        switch (type) {
            case "application/json" -> request.contentType(type).body(fields());
            case "multipart/form-data" -> {
                call.told().keySet().stream()
                        .filter(name -> !operation.pathParameters().contains(name))
                        .forEach(name -> request.multiPart(name, values.get(name)));
                request.multiPart("audio", "audio.wav", call.audio());
            }
            default -> fillInItsOwnWay(request);
        }
    }

    /** Where the description leaves the body to the PBX. */
    private void fillInItsOwnWay(RequestSpecification request) {
        if (operation.path().endsWith("/webhook")) {
            request.contentType("application/json")
                    .body(Map.of(
                            "recordingUrl", "", "call", Map.of("id", call.callId()), "endedAt", values.get("endedAt")));
        } else if (operation.path().endsWith("/{source}/recordings")) {
            request.multiPart("ngfile", "audio.wav", call.audio());
        } else {
            request.contentType(AUDIO).body(call.audio());
        }
    }

    private Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        operation.fields().stream().filter(values::containsKey).forEach(name -> fields.put(name, values.get(name)));
        return fields;
    }

    private String require(String name) {
        return Optional.ofNullable(values.get(name))
                .orElseThrow(() -> new IllegalStateException(
                        "no value for {" + name + "}: say in this class what it stands for in " + operation.name()));
    }
}
