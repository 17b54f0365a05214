package dk.slettefrist.ingest;

import java.util.HashMap;
import java.util.Map;

/** An event as the PBX sends it; see {@code POST /api/v1/calls/events} of the interface. Everything but the first three may be missing. */
record CallEventRequest(
        String type,
        String callId,
        String at,
        String operator,
        String queue,
        String caller,
        String callee,
        String direction) {

    /** The optional fields by their names. */
    Map<String, String> fields() {
        Map<String, String> fields = new HashMap<>();
        fields.put("operator", operator);
        fields.put("queue", queue);
        fields.put("caller", caller);
        fields.put("callee", callee);
        fields.put("direction", direction);
        return fields;
    }
}
