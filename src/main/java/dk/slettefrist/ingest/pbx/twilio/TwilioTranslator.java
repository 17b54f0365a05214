package dk.slettefrist.ingest.pbx.twilio;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.call.CallFact;
import dk.slettefrist.ingest.pbx.MediaAddress;
import dk.slettefrist.ingest.pbx.Notice;
import dk.slettefrist.ingest.pbx.Proof;
import dk.slettefrist.ingest.pbx.Span;
import dk.slettefrist.ingest.pbx.Told;
import dk.slettefrist.ingest.pbx.Translator;
import dk.slettefrist.ingest.pbx.Webhook;
import dk.slettefrist.ingest.pbx.WebhookSettings;
import dk.slettefrist.ingest.pbx.telnyx.TelnyxSignature;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;

/**
 * Twilio's {@code RecordingStatusCallback} (<a href="https://www.twilio.com/docs/voice/twiml/recording">{@code <Recording>}</a>) and
 * {@code StatusCallback} (<a href="https://www.twilio.com/docs/voice/api/call-resource">Call resource</a>), which
 * <a href="https://signalwire.com/docs/compatibility-api/rest/recordings/webhooks/recording-status-callback">SignalWire</a> and
 * <a href="https://developers.telnyx.com/api-reference/callbacks/texml-recording-completed">Telnyx TeXML</a> send likewise.
 *
 * <p>Telnyx documents the fields of <a href="https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/hangup">status
 * callbacks</a> ({@code CallStatus}, {@code CallDuration}, {@code Timestamp}, {@code CallSid}), and so does <a
 * href="https://developer.signalwire.com/compatibility-api/guides/signalwire-status-callbacks/voice-status-callbacks">SignalWire</a>. That
 * Twilio's own pages list {@code RecordingStartTime} and {@code Timestamp} alike could not be checked; no time is relied on: without it, or with
 * one that cannot be read, the recording or the call ended when the message came, and never later.
 *
 * <p>A message is known again by what it is of and its status, which are signed. <a
 * href="https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides">{@code I-Twilio-Idempotency-Token}</a>, the same for every
 * attempt of a delivery, is not: it counts only beside these two, so that whoever plays a message back with a token of his own neither makes it
 * a new one nor silences another.
 */
@ApplicationScoped
class TwilioTranslator implements Translator {

    private static final Map<String, CallFact.Kind> CALL = Map.of(
            "queued", CallFact.Kind.STARTED,
            "initiated", CallFact.Kind.STARTED,
            "ringing", CallFact.Kind.STARTED,
            "in-progress", CallFact.Kind.ANSWERED,
            "answered", CallFact.Kind.ANSWERED,
            "completed", CallFact.Kind.ENDED,
            "busy", CallFact.Kind.ENDED,
            "no-answer", CallFact.Kind.ENDED,
            "failed", CallFact.Kind.ENDED,
            "canceled", CallFact.Kind.ENDED);

    private static final String ATTEMPTS = "i-twilio-idempotency-token";

    private final WebhookSettings settings;

    TwilioTranslator(WebhookSettings settings) {
        this.settings = settings;
    }

    @Override
    public SourceKind kind() {
        return SourceKind.TWILIO;
    }

    @Override
    public Proof admit(Source source, Webhook head, TimeSource time) {
        if (head.header(TelnyxSignature.SIGNATURE).isPresent()) {
            TelnyxSignature.admit(head, settings.tolerance(), time);
        } else {
            TwilioSignature.admit(head);
        }
        return Proof.OPEN;
    }

    @Override
    public void prove(Source source, Webhook webhook, Instant now) {
        if (webhook.header(TelnyxSignature.SIGNATURE).isPresent()) {
            TelnyxSignature.prove(source, webhook, settings.tolerance(), now);
        } else {
            TwilioSignature.prove(source, webhook);
        }
    }

    @Override
    public Told translate(Source source, Webhook webhook, Instant now) {
        Told told = told(source, webhook, now);
        return webhook.header(ATTEMPTS).map(told::attempted).orElse(told);
    }

    private static Told told(Source source, Webhook webhook, Instant now) {
        TwilioMessage message = TwilioMessage.of(source, webhook);
        String recording = status(message, "RecordingStatus");
        if (!recording.isEmpty()) {
            return new Told(message.recordingId() + " " + recording, recording(message, recording, now));
        }
        String call = status(message, "CallStatus");
        if (call.isEmpty()) {
            throw new DomainException.InvalidRequest(
                    "The message has neither RecordingStatus nor CallStatus: only these two callbacks belong here.");
        }
        String callId = message.get("CallSid").orElseGet(message::callId);
        return new Told(callId + " " + call, call(message, call, now));
    }

    private static List<Notice> recording(TwilioMessage message, String status, Instant now) {
        return switch (status) {
            case "completed" -> List.of(ready(message, now));
            case "absent", "failed" ->
                List.of(new Notice.RecordingFailed(
                        message.callId(),
                        message.recordingId(),
                        message.span(now).endedAt()));
            default -> List.of();
        };
    }

    /** A leg that ends does not end the call, which may be transferred. A call recorded by {@code Record=true} names its recording at its end. */
    private static List<Notice> call(TwilioMessage message, String status, Instant now) {
        CallFact.Kind kind = CALL.get(status);
        List<Notice> notices = new ArrayList<>();
        if (kind != null && (!message.isLeg() || kind == CallFact.Kind.ANSWERED)) {
            notices.add(new Notice.CallTold(kind, message.callId(), message.at(now), message.details()));
        }
        if (kind == CallFact.Kind.ENDED && message.get("RecordingUrl").isPresent()) {
            notices.add(ready(message, now));
        }
        return notices;
    }

    private static Notice ready(TwilioMessage message, Instant now) {
        Span span = message.span(now);
        URI told = MediaAddress.of("RecordingUrl", message.form().require("RecordingUrl"));
        TwilioMedia media = TwilioMedia.of(message, told);
        return new Notice.RecordingReady(
                message.callId(),
                message.recordingId(),
                span.startedAt(),
                span.endedAt(),
                message.details(),
                media.file(),
                media.deletion());
    }

    private static String status(TwilioMessage message, String name) {
        return message.get(name).orElse("").strip().toLowerCase(Locale.ROOT);
    }
}
