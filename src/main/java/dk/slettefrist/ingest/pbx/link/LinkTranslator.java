package dk.slettefrist.ingest.pbx.link;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.call.CallFact;
import dk.slettefrist.call.PbxIdentifier;
import dk.slettefrist.ingest.pbx.CallDetails;
import dk.slettefrist.ingest.pbx.Json;
import dk.slettefrist.ingest.pbx.MediaAddress;
import dk.slettefrist.ingest.pbx.Notice;
import dk.slettefrist.ingest.pbx.SharedSecret;
import dk.slettefrist.ingest.pbx.Span;
import dk.slettefrist.ingest.pbx.Told;
import dk.slettefrist.ingest.pbx.ToldTime;
import dk.slettefrist.ingest.pbx.Translator;
import dk.slettefrist.ingest.pbx.Webhook;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;

/**
 * JSON of any system that can only tell, after the call, where the file lies; the settings say which field means what. The example is
 * <a href="https://www.3cx.com/docs/server-side-crm-template-xml-description/">3CX' call journaling</a>, whose template is written by the one
 * who sets it up.
 */
@ApplicationScoped
class LinkTranslator implements Translator {

    @Override
    public SourceKind kind() {
        return SourceKind.LINK;
    }

    @Override
    public void prove(Source source, Webhook webhook, Instant now) {
        SharedSecret.prove(source, webhook);
    }

    /** Where the address is empty there is no recording: the call is told then, if the message names one. */
    @Override
    public Told translate(Source source, Webhook webhook, Instant now) {
        LinkFields fields = new LinkFields(source, Json.objectWithRepeats(webhook.text()));
        Optional<URI> media = fields.placed("url").map(told -> MediaAddress.of("url", told));
        if (media.isPresent()) {
            Notice.RecordingReady ready = ready(fields, media.get(), now);
            return new Told(ready.callId() + " " + ready.recordingId(), List.of(ready));
        }
        return new Told(null, call(fields, now));
    }

    /** A system that names neither is known by the address: each recording is a call of its own then. */
    private static Notice.RecordingReady ready(LinkFields fields, URI media, Instant now) {
        String recordingId =
                PbxIdentifier.of("recordingId", fields.expected("recordingId").orElse(media.toString()));
        String callId = fields.expected("callId")
                .map(told -> PbxIdentifier.of("callId", told))
                .orElse(recordingId);
        Span span = span(fields, now);
        return new Notice.RecordingReady(callId, recordingId, span.startedAt(), span.endedAt(), details(fields), media);
    }

    private static List<Notice> call(LinkFields fields, Instant now) {
        List<Notice> notices = new ArrayList<>();
        fields.expected("callId").map(told -> PbxIdentifier.of("callId", told)).ifPresent(callId -> {
            CallDetails details = details(fields);
            fields.time("startedAt")
                    .ifPresent(at -> notices.add(new Notice.CallTold(CallFact.Kind.STARTED, callId, at, details)));
            fields.time("answeredAt")
                    .ifPresent(at -> notices.add(new Notice.CallTold(CallFact.Kind.ANSWERED, callId, at, details)));
            notices.add(new Notice.CallTold(
                    CallFact.Kind.ENDED, callId, span(fields, now).endedAt(), details));
        });
        return notices;
    }

    private static Span span(LinkFields fields, Instant now) {
        return Span.of(
                fields.time("startedAt"), fields.time("endedAt"), ToldTime.duration(fields.get("duration")), now);
    }

    private static CallDetails details(LinkFields fields) {
        return CallDetails.NONE
                .with("operator", fields.get("operator"))
                .with("queue", fields.get("queue"))
                .with("caller", fields.get("caller"))
                .with("callee", fields.get("callee"))
                .withDirection(fields.get("direction"));
    }
}
