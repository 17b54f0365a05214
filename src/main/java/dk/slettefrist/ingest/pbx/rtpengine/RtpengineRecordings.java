package dk.slettefrist.ingest.pbx.rtpengine;

import java.io.InputStream;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.ingest.AttachedFile;
import dk.slettefrist.ingest.Receipt;
import dk.slettefrist.ingest.SourceClocks;
import dk.slettefrist.ingest.UploadForm;
import dk.slettefrist.ingest.pbx.Webhook;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.source.Source;

/** Takes in the recordings that rtpengine's daemon attaches to its notifications. */
@ApplicationScoped
class RtpengineRecordings {

    /** As {@code recording-daemon/notify.c} names the part. */
    private static final String PART = "ngfile";

    private final UploadForm form;
    private final AttachedFile files;
    private final SourceClocks clocks;
    private final TimeSource time;

    RtpengineRecordings(UploadForm form, AttachedFile files, SourceClocks clocks, TimeSource time) {
        this.form = form;
        this.files = files;
        this.clocks = clocks;
        this.time = time;
    }

    /**
     * @param notification without its body
     * @throws DomainException as {@link AttachedFile#receive}, and when a header is missing that names call or file
     */
    Receipt receive(Source source, Webhook notification, InputStream body) {
        Instant now = time.now();
        RecordedStream recorded = RecordedStream.of(source, notification, now);
        clocks.heard(source.name(), recorded.endedAt(), now);
        return files.receive(
                form.told(
                        source.name(),
                        recorded.callId(),
                        recorded.recordingId(),
                        recorded.startedAt(),
                        recorded.endedAt(),
                        recorded.details().fields()),
                PART,
                notification.header("content-type").orElseThrow(),
                body);
    }
}
