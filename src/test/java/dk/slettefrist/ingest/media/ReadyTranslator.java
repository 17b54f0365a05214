package dk.slettefrist.ingest.media;

import java.net.URI;
import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.ingest.pbx.CallDetails;
import dk.slettefrist.ingest.pbx.Notice;
import dk.slettefrist.ingest.pbx.Told;
import dk.slettefrist.ingest.pbx.Translator;
import dk.slettefrist.ingest.pbx.Webhook;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;

/**
 * Lets tests say by a webhook that a recording lies ready, whatever carriers there are: the body is the URL, the identifiers are parameters. Of a
 * kind that sends no messages itself.
 */
@ApplicationScoped
class ReadyTranslator implements Translator {

    @Override
    public SourceKind kind() {
        return SourceKind.BUCKET;
    }

    @Override
    public void prove(Source source, Webhook webhook, Instant now) {
        // everybody may
    }

    @Override
    public Told translate(Source source, Webhook webhook, Instant now) {
        Notice ready = new Notice.RecordingReady(
                webhook.parameter("call").orElseThrow(),
                webhook.parameter("recording").orElseThrow(),
                now.minusSeconds(60),
                now,
                CallDetails.NONE,
                URI.create(webhook.text()));
        return new Told(webhook.parameter("recording").orElseThrow(), List.of(ready));
    }
}
