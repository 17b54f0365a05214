package dk.slettefrist.ingest.pbx.elks;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.call.CallFact;
import dk.slettefrist.call.PbxIdentifier;
import dk.slettefrist.ingest.pbx.CallDetails;
import dk.slettefrist.ingest.pbx.Form;
import dk.slettefrist.ingest.pbx.MediaAddress;
import dk.slettefrist.ingest.pbx.Notice;
import dk.slettefrist.ingest.pbx.SharedSecret;
import dk.slettefrist.ingest.pbx.Span;
import dk.slettefrist.ingest.pbx.Told;
import dk.slettefrist.ingest.pbx.ToldTime;
import dk.slettefrist.ingest.pbx.Translator;
import dk.slettefrist.ingest.pbx.Webhook;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;

/**
 * What 46elks posts to the address of <a href="https://46elks.se/docs/voice-recordcall">{@code recordcall}</a>, of
 * <a href="https://46elks.se/docs/voice-record">{@code record}</a> and of {@code whenhangup}, which is
 * <a href="https://46elks.se/docs/show-call-id">the call</a>. Its times have no zone; they are
 * <a href="https://46elks.se/docs/get-recording-id">UTC</a>, as {@code zone} is unless it is set.
 *
 * <p>Of {@code whenhangup} 46elks says only that <a href="https://www.46elks.se/docs/make-call">"call data"</a> is sent there when the call ends. So nothing
 * but the call's identifier and its state is relied on: without {@code start} and {@code duration} the call ended when the message came.
 */
@ApplicationScoped
class ElksTranslator implements Translator {

    @Override
    public SourceKind kind() {
        return SourceKind.ELKS;
    }

    @Override
    public void prove(Source source, Webhook webhook, Instant now) {
        SharedSecret.prove(source, webhook);
    }

    @Override
    public Told translate(Source source, Webhook webhook, Instant now) {
        Form form = Form.of(webhook);
        CallDetails details = details(source, webhook, form);
        if (form.get("wav").isPresent()) {
            Notice.RecordingReady ready = ready(source, form, details, now);
            return new Told("wav " + ready.recordingId(), List.of(ready));
        }
        if (form.get("state").isPresent()) {
            return new Told("end " + callId(form), ended(source, form, details, now));
        }
        throw new DomainException.InvalidRequest(
                "The message has neither wav nor state: only recordcall, record and whenhangup belong here.");
    }

    /** {@code created} is when the recording was complete. */
    private static Notice.RecordingReady ready(Source source, Form form, CallDetails details, Instant now) {
        URI media = MediaAddress.of("wav", form.require("wav"));
        Span span =
                Span.of(Optional.empty(), time(source, form, "created"), ToldTime.duration(form.get("duration")), now);
        return new Notice.RecordingReady(
                callId(form), recordingId(media), span.startedAt(), span.endedAt(), details, media);
    }

    private static List<Notice> ended(Source source, Form form, CallDetails details, Instant now) {
        String callId = callId(form);
        Optional<Instant> start = time(source, form, "start");
        Optional<Duration> duration = ToldTime.duration(form.get("duration"));
        List<Notice> notices = new ArrayList<>();
        if (form.get("state").orElse("").equals("success") && start.isPresent()) {
            notices.add(new Notice.CallTold(CallFact.Kind.ANSWERED, callId, start.get(), details));
        }
        Instant end = Span.of(start, Optional.empty(), duration, now).endedAt();
        notices.add(new Notice.CallTold(CallFact.Kind.ENDED, callId, end, details));
        return notices;
    }

    private static Optional<Instant> time(Source source, Form form, String name) {
        return ToldTime.instant(form.get(name), source.zone());
    }

    private static String callId(Form form) {
        return PbxIdentifier.of(
                "callid", form.get("callid").or(() -> form.get("id")).orElse(null));
    }

    /** As 46elks itself names it: {@code <call>-r0}, of {@code https://api.46elks.com/a1/recordings/<call>-r0.wav}. */
    private static String recordingId(URI media) {
        String name = media.getPath().replaceFirst(".*/", "").replaceFirst("\\.wav$", "");
        return PbxIdentifier.of("wav", name.isBlank() ? media.toString() : name);
    }

    /** What 46elks does not know, operator and queue, may be written into the query of the address. */
    private static CallDetails details(Source source, Webhook webhook, Form form) {
        return CallDetails.NONE
                .with(
                        "operator",
                        form.get(source.field("operator", "operator")).or(() -> webhook.parameter("operator")))
                .with("queue", form.get(source.field("queue", "queue")).or(() -> webhook.parameter("queue")))
                .with("caller", form.get(source.field("caller", "from")))
                .with("callee", form.get(source.field("callee", "to")))
                .withDirection(form.get(source.field("direction", "direction")));
    }
}
