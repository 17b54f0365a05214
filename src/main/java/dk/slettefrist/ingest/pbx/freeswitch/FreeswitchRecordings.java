package dk.slettefrist.ingest.pbx.freeswitch;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.ingest.Intake;
import dk.slettefrist.ingest.Receipt;
import dk.slettefrist.ingest.Upload;
import dk.slettefrist.ingest.UploadForm;
import dk.slettefrist.ingest.pbx.CallDetails;
import dk.slettefrist.ingest.pbx.Span;
import dk.slettefrist.ingest.pbx.ToldTime;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.Source;

/** Takes in the recordings that FreeSWITCH puts. */
@ApplicationScoped
class FreeswitchRecordings {

    private final RecordedTimes times;
    private final UploadForm form;
    private final Intake intake;

    FreeswitchRecordings(RecordedTimes times, UploadForm form, Intake intake) {
        this.times = times;
        this.form = form;
        this.intake = intake;
    }

    /**
     * @param query may tell {@code startedAt}, {@code endedAt}, {@code operator}, {@code queue}, {@code caller}, {@code callee} and {@code direction}
     * @throws DomainException as {@link Intake#receive}, and when the file's name holds no uuid
     */
    Receipt receive(Source source, String file, Map<String, List<String>> query, InputStream body) {
        RecordedFile recorded = RecordedFile.of(file);
        Span known = times.of(source.name(), recorded.callId());
        Instant end = ToldTime.instant(first(query, "endedAt"), source.zone()).orElse(known.endedAt());
        Instant start =
                ToldTime.instant(first(query, "startedAt"), source.zone()).orElse(known.startedAt());
        Upload upload = form.told(
                source.name(),
                recorded.callId(),
                recorded.recordingId(),
                start.isAfter(end) ? end : start,
                end,
                details(query).fields());
        return intake.receive(upload, body, () -> upload);
    }

    private static CallDetails details(Map<String, List<String>> query) {
        return CallDetails.NONE
                .with("operator", first(query, "operator"))
                .with("queue", first(query, "queue"))
                .with("caller", first(query, "caller"))
                .with("callee", first(query, "callee"))
                .withDirection(first(query, "direction"));
    }

    private static Optional<String> first(Map<String, List<String>> query, String name) {
        return Optional.ofNullable(query.get(name)).map(values -> values.get(0));
    }
}
