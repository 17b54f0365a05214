package dk.slettefrist.ingest.pbx.twilio;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dk.slettefrist.call.PbxIdentifier;
import dk.slettefrist.ingest.pbx.CallDetails;
import dk.slettefrist.ingest.pbx.Form;
import dk.slettefrist.ingest.pbx.Json;
import dk.slettefrist.ingest.pbx.Span;
import dk.slettefrist.ingest.pbx.ToldTime;
import dk.slettefrist.ingest.pbx.Webhook;
import dk.slettefrist.source.Source;

/** The parameters of a callback. What is written into the query of the callback's URL, which Twilio signs as well, counts as told. */
record TwilioMessage(Source source, Webhook webhook, Form form) {

    static TwilioMessage of(Source source, Webhook webhook) {
        return new TwilioMessage(
                source, webhook, webhook.mediaType().endsWith("json") ? json(webhook) : Form.of(webhook));
    }

    Optional<String> get(String name) {
        return form.get(name);
    }

    /** Whether it is of a leg that another call dialled: an operator's telephone, in most cases. */
    boolean isLeg() {
        return get("ParentCallSid").isPresent();
    }

    /** A leg belongs to the call that dialled it. Recordings of a conference name only the conference. */
    String callId() {
        return PbxIdentifier.of(
                "CallSid",
                get("ParentCallSid")
                        .or(() -> get("CallSid"))
                        .or(() -> get("ConferenceSid"))
                        .orElse(null));
    }

    String recordingId() {
        return PbxIdentifier.of("RecordingSid", get("RecordingSid").orElse(null));
    }

    Instant at(Instant now) {
        return ToldTime.instant(get("Timestamp"), source.zone()).orElse(now);
    }

    Span span(Instant now) {
        return Span.of(
                ToldTime.instant(get("RecordingStartTime"), source.zone()),
                Optional.empty(),
                ToldTime.duration(get("RecordingDuration")),
                at(now));
    }

    /** Of a leg only who was dialled: its numbers are not those of the call. */
    CallDetails details() {
        CallDetails told = CallDetails.NONE.with("queue", own("queue"));
        return isLeg()
                ? told.with("operator", own("operator").or(() -> get("To").map(TwilioMessage::extension)))
                : told.with("operator", own("operator"))
                        .with("caller", get(source.field("caller", "From")))
                        .with("callee", get(source.field("callee", "To")))
                        .withDirection(get(source.field("direction", "Direction")));
    }

    private Optional<String> own(String name) {
        return get(source.field(name, name)).or(() -> webhook.parameter(name));
    }

    /** {@code 1001} of {@code sip:1001@pbx.example.com}, {@code anna} of {@code client:anna}; a number as it is. */
    private static String extension(String dialled) {
        return dialled.replaceFirst("^(?i)(sips?|client):", "").replaceFirst("@.*", "");
    }

    private static Form json(Webhook webhook) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        Json.object(webhook.text())
                .properties()
                .forEach(field ->
                        fields.put(field.getKey(), List.of(field.getValue().asText())));
        return new Form(fields);
    }
}
