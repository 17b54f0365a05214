package dk.slettefrist.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;

import dk.slettefrist.call.CallFact;
import dk.slettefrist.call.Identifier;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.testing.Parsing;

/** Whatever is sent as a form with a recording, or told of one: what gets as far as the intake has the form of the interface. */
class MultipartFuzz {

    private static final Instant NOW = Instant.parse("2026-11-24T10:17:00Z");

    private static final IngestSettings SETTINGS = new SmallRyeConfigBuilder()
            .withMapping(IngestSettings.class)
            .build()
            .getConfigMapping(IngestSettings.class);

    private final UploadForm form =
            new UploadForm(() -> NOW, SETTINGS, new SourceClocks(new SimpleMeterRegistry(), SETTINGS));

    /** The media type in the first line, the form behind it. */
    @FuzzTest
    void upload(byte[] input) {
        MultipartUpload multipart = new MultipartUpload(form, new ReadingIntake());
        Parsing.unless(
                DomainException.class,
                () -> multipart.receive("pbx", "call-1", contentType(input), new HashMap<>(), null, body(input)));
    }

    /** As {@link #upload}, with everything told beside it. */
    @FuzzTest
    void attached(byte[] input) {
        Upload told = form.told("pbx", "call-1", "recording-1", NOW, NOW, Map.of());
        AttachedFile attached = new AttachedFile(new ReadingIntake());
        Parsing.unless(DomainException.class, () -> attached.receive(told, "ngfile", contentType(input), body(input)));
    }

    /** A field in each line. */
    @FuzzTest
    void fields(byte[] input) {
        Map<String, String> fields = new HashMap<>();
        for (String line : new String(input, StandardCharsets.UTF_8).split("\n")) {
            int colon = line.indexOf(':');
            fields.put(line.substring(0, Math.max(0, colon)), line.substring(colon + 1));
        }
        Parsing.unless(
                        DomainException.class,
                        () -> form.check(
                                "pbx",
                                fields.get("callId"),
                                fields.get("recordingId"),
                                fields,
                                fields.get("Content-Digest")))
                .ifPresent(MultipartFuzz::check);
    }

    private static void check(Upload upload) {
        Identifier.require("callId", upload.callId());
        Identifier.require("recordingId", upload.recordingId());
        assertThat(upload.startedAt()).isBeforeOrEqualTo(upload.endedAt());
        assertThat(upload.endedAt()).isBeforeOrEqualTo(NOW.plus(Duration.ofSeconds(60)));
        assertThat(upload.sha256() == null || upload.sha256().length == 32).isTrue();
        CallFact fact = upload.fact();
        assertThat(fact.at()).isBeforeOrEqualTo(NOW);
        for (String text : new String[] {fact.operator(), fact.queue(), fact.caller(), fact.callee()}) {
            assertThat(text == null
                            || !text.isBlank()
                                    && text.length() <= 256
                                    && text.chars().noneMatch(Character::isISOControl))
                    .isTrue();
        }
    }

    private static String contentType(byte[] input) {
        return new String(input, 0, firstLine(input), StandardCharsets.ISO_8859_1);
    }

    private static InputStream body(byte[] input) {
        return new ByteArrayInputStream(
                Arrays.copyOfRange(input, Math.min(input.length, firstLine(input) + 1), input.length));
    }

    private static int firstLine(byte[] input) {
        int end = 0;
        while (end < input.length && input[end] != '\n') {
            end++;
        }
        return end;
    }

    /** Reads the recording and what follows it, as the real one does, and keeps nothing. */
    private static final class ReadingIntake extends Intake {

        ReadingIntake() {
            super(null, null, null, null, null, null, null);
        }

        @Override
        public Receipt receive(Upload upload, InputStream body, Supplier<Upload> afterwards) {
            check(upload);
            try {
                body.readAllBytes();
            } catch (IOException e) {
                throw MultipartUpload.unreadable(e);
            }
            check(afterwards.get());
            return null;
        }
    }
}
