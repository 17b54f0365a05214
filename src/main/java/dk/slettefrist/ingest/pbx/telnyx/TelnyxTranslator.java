package dk.slettefrist.ingest.pbx.telnyx;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import dk.slettefrist.call.CallFact;
import dk.slettefrist.call.PbxIdentifier;
import dk.slettefrist.ingest.pbx.CallDetails;
import dk.slettefrist.ingest.pbx.Json;
import dk.slettefrist.ingest.pbx.MediaAddress;
import dk.slettefrist.ingest.pbx.Notice;
import dk.slettefrist.ingest.pbx.Proof;
import dk.slettefrist.ingest.pbx.Span;
import dk.slettefrist.ingest.pbx.Told;
import dk.slettefrist.ingest.pbx.ToldTime;
import dk.slettefrist.ingest.pbx.Translator;
import dk.slettefrist.ingest.pbx.Webhook;
import dk.slettefrist.ingest.pbx.WebhookSettings;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;

/**
 * The events of Telnyx Call Control, see the callbacks
 * <a href="https://developers.telnyx.com/api-reference/callbacks/call-recording-saved">call.recording.saved</a>,
 * <a href="https://developers.telnyx.com/api-reference/callbacks/call-initiated">call.initiated</a> and their neighbours. A call is a
 * session: the legs of a transferred call are one. It counts as ended with its last leg.
 */
@ApplicationScoped
class TelnyxTranslator implements Translator {

    private static final Map<String, CallFact.Kind> CALL = Map.of(
            "call.initiated", CallFact.Kind.STARTED,
            "call.answered", CallFact.Kind.ANSWERED,
            "call.hangup", CallFact.Kind.ENDED);

    /** A recording is deleted there, whatever host its file lies on. */
    private static final String RECORDINGS = "https://api.telnyx.com/v2/recordings/";

    private static final Pattern IN_A_PATH = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~-]*");

    private static final List<String> ADDRESSES = List.of(
            "/recording_urls/wav", "/recording_urls/mp3", "/public_recording_urls/wav", "/public_recording_urls/mp3");

    private final WebhookSettings settings;

    TelnyxTranslator(WebhookSettings settings) {
        this.settings = settings;
    }

    @Override
    public SourceKind kind() {
        return SourceKind.TELNYX;
    }

    @Override
    public Proof admit(Source source, Webhook head, TimeSource time) {
        TelnyxSignature.admit(head, settings.tolerance(), time);
        return Proof.OPEN;
    }

    @Override
    public void prove(Source source, Webhook webhook, Instant now) {
        TelnyxSignature.prove(source, webhook, settings.tolerance(), now);
    }

    @Override
    public Told translate(Source source, Webhook webhook, Instant now) {
        JsonNode message = Json.object(webhook.text());
        String type = Json.require(message, "/data/event_type");
        JsonNode payload = message.at("/data/payload");
        Instant at = ToldTime.instant(Json.text(message, "/data/occurred_at"), source.zone())
                .orElse(now);
        Stream<Notice> notices =
                switch (type) {
                    case "call.initiated", "call.answered", "call.hangup" ->
                        Stream.of(new Notice.CallTold(CALL.get(type), callId(payload), at, details(source, payload)));
                    case "call.recording.saved", "conference.recording.saved" -> Stream.of(ready(source, payload, at));
                    case "call.recording.error" ->
                        Stream.of(new Notice.RecordingFailed(callId(payload), recordingId(payload), at));
                    default -> Stream.empty();
                };
        return new Told(Json.text(message, "/data/id").orElse(null), notices.toList());
    }

    private static Notice ready(Source source, JsonNode payload, Instant at) {
        Span span = Span.of(
                ToldTime.instant(Json.text(payload, "/recording_started_at"), source.zone()),
                ToldTime.instant(Json.text(payload, "/recording_ended_at"), source.zone()),
                Optional.empty(),
                at);
        String address = ADDRESSES.stream()
                .flatMap(pointer -> Json.text(payload, pointer).stream())
                .findFirst()
                .orElseThrow(() -> new DomainException.InvalidRequest("The field recording_urls is missing."));
        URI media = MediaAddress.of("recording_urls", address);
        return new Notice.RecordingReady(
                callId(payload),
                recordingId(payload),
                span.startedAt(),
                span.endedAt(),
                details(source, payload),
                media,
                Json.text(payload, "/recording_id")
                        .filter(id -> IN_A_PATH.matcher(id).matches())
                        .map(id -> URI.create(RECORDINGS + id))
                        .orElse(media));
    }

    private static String callId(JsonNode payload) {
        return PbxIdentifier.of(
                "call_session_id", Json.text(payload, "/call_session_id").orElse(null));
    }

    /** Its own identifier; where none is told, the leg and when it began to be recorded. */
    private static String recordingId(JsonNode payload) {
        Optional<String> id = Json.text(payload, "/recording_id");
        String leg = Json.text(payload, "/call_leg_id").orElse("");
        String start = Json.text(payload, "/recording_started_at").orElse("");
        return PbxIdentifier.of("recording_id", id.orElse(leg.isEmpty() ? null : leg + "@" + start));
    }

    private static CallDetails details(Source source, JsonNode payload) {
        return CallDetails.NONE
                .with("operator", field(source, payload, "operator", "operator"))
                .with("queue", field(source, payload, "queue", "queue"))
                .with("caller", field(source, payload, "caller", "from"))
                .with("callee", field(source, payload, "callee", "to"))
                .withDirection(field(source, payload, "direction", "direction"));
    }

    private static Optional<String> field(Source source, JsonNode payload, String ours, String usually) {
        return Json.text(payload, Json.pointer(source.field(ours, usually)));
    }
}
