package dk.slettefrist.ingest.pbx.asterisk;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import dk.slettefrist.call.CallFact;
import dk.slettefrist.ingest.pbx.CallDetails;
import dk.slettefrist.ingest.pbx.Json;
import dk.slettefrist.ingest.pbx.Notice;
import dk.slettefrist.ingest.pbx.SharedSecret;
import dk.slettefrist.ingest.pbx.Told;
import dk.slettefrist.ingest.pbx.ToldTime;
import dk.slettefrist.ingest.pbx.Translator;
import dk.slettefrist.ingest.pbx.Webhook;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;

/**
 * Events of Asterisk's ARI, one a message, as its websocket sends them (Asterisk, {@code rest-api/api-docs/events.json}). The first channel of
 * a call, which gives it its {@code linkedid}, starts and ends it; another may be over long before it, and tells only who answered.
 */
@ApplicationScoped
class AsteriskTranslator implements Translator {

    @Override
    public SourceKind kind() {
        return SourceKind.ASTERISK;
    }

    @Override
    public void prove(Source source, Webhook webhook, Instant now) {
        SharedSecret.prove(source, webhook);
    }

    @Override
    public Told translate(Source source, Webhook webhook, Instant now) {
        JsonNode event = Json.object(webhook.text());
        Instant at = time(event, now);
        List<Notice> notices =
                switch (Json.require(event, "/type")) {
                    case "ChannelCreated", "StasisStart" -> created(source, channel(event), at);
                    case "ChannelStateChange" -> changed(source, channel(event), at);
                    case "ChannelDestroyed" -> destroyed(channel(event), at);
                    case "RecordingFinished" -> finished(source, recording(event), at);
                    case "RecordingFailed" -> failed(recording(event), at);
                    default -> List.of();
                };
        return new Told(null, notices);
    }

    /** A channel may be up already when its application gets it. */
    private static List<Notice> created(Source source, AriChannel channel, Instant at) {
        Stream<Notice> started = isFirst(channel)
                ? Stream.of(told(
                        CallFact.Kind.STARTED,
                        channel,
                        at,
                        CallDetails.NONE
                                .with("caller", channel.caller(source))
                                .with("callee", channel.callee(source))
                                .with("queue", channel.queue(source))
                                .withDirection(channel.direction(source))))
                : Stream.empty();
        return Stream.concat(started, changed(source, channel, at).stream()).toList();
    }

    private static List<Notice> changed(Source source, AriChannel channel, Instant at) {
        CallDetails answering =
                CallDetails.NONE.with("operator", channel.operator(source)).with("queue", channel.queue(source));
        return channel.isUp() ? List.of(told(CallFact.Kind.ANSWERED, channel, at, answering)) : List.of();
    }

    private static List<Notice> destroyed(AriChannel channel, Instant at) {
        return isFirst(channel) ? List.of(told(CallFact.Kind.ENDED, channel, at, CallDetails.NONE)) : List.of();
    }

    private static List<Notice> finished(Source source, AriRecording recording, Instant at) {
        Instant start =
                recording.duration().map(seconds -> at.minusSeconds(seconds)).orElse(at);
        return recording.isStored()
                ? List.of(new Notice.RecordingReady(
                        recording.call(),
                        recording.id(),
                        start,
                        at,
                        CallDetails.NONE,
                        recording.file(source),
                        recording.stored(source)))
                : List.of();
    }

    private static List<Notice> failed(AriRecording recording, Instant at) {
        return List.of(new Notice.RecordingFailed(recording.call(), recording.id(), at));
    }

    private static boolean isFirst(AriChannel channel) {
        return channel.call().equals(channel.id());
    }

    private static Notice told(CallFact.Kind kind, AriChannel channel, Instant at, CallDetails details) {
        return new Notice.CallTold(kind, channel.call(), at, details);
    }

    private static AriChannel channel(JsonNode event) {
        return new AriChannel(event.path("channel"));
    }

    private static AriRecording recording(JsonNode event) {
        return new AriRecording(event.path("recording"));
    }

    private static Instant time(JsonNode event, Instant now) {
        return ToldTime.instant(Json.text(event, "/timestamp"), ZoneOffset.UTC).orElse(now);
    }
}
