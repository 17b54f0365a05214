package dk.slettefrist.ingest.pbx.rtpengine;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.ingest.pbx.Notice;
import dk.slettefrist.ingest.pbx.SharedSecret;
import dk.slettefrist.ingest.pbx.Told;
import dk.slettefrist.ingest.pbx.Translator;
import dk.slettefrist.ingest.pbx.Webhook;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;

/**
 * A notification of rtpengine's recording daemon without the file, as it sends unless {@code output-storage} has {@code notify}. The daemon
 * serves no file and names no URL, only a path on its disk: the recording cannot be fetched, so this is a gap.
 */
@ApplicationScoped
class RtpengineTranslator implements Translator {

    @Override
    public SourceKind kind() {
        return SourceKind.RTPENGINE;
    }

    @Override
    public void prove(Source source, Webhook webhook, Instant now) {
        SharedSecret.prove(source, webhook);
    }

    @Override
    public Told translate(Source source, Webhook webhook, Instant now) {
        if (webhook.mediaType().startsWith("multipart/")) {
            throw new DomainException.InvalidRequest(
                    "A notification with its file goes to /api/v1/sources/<name>/recordings.");
        }
        RecordedStream recorded = RecordedStream.of(source, webhook, now);
        return Told.of(new Notice.RecordingFailed(recorded.callId(), recorded.recordingId(), recorded.endedAt()));
    }
}
