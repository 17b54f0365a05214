package dk.slettefrist.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dk.slettefrist.call.Identifier;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.testing.Parsing;

/** Whatever an object in an inbox is called, and whatever its metadata say. */
class DescriptionFuzz {

    private static final Instant NOW = Instant.parse("2026-11-24T10:30:00Z");
    private static final Instant COMPLETED = Instant.parse("2026-11-24T10:20:30Z");

    private static final List<TestInbox> INBOXES = List.of(
            TestInbox.anywhere().withFields(Map.of("callId", "callSid", "caller", "from", "callee", "to")),
            TestInbox.anywhere().withKey(".*/conversation_id=(?<callId>[^/]+)/(?<recordingId>[^/.]+)\\.[^/]*"),
            TestInbox.anywhere()
                    .withKey("(?<startedAt>[0-9-]+)_(?<duration>[0-9.]+)_(?<caller>[^_]*)_(?<callId>[^_]+)\\..*"));

    /** The name in the first line, metadata in each other. */
    @FuzzTest
    void object(byte[] input) {
        String[] lines = new String(input, StandardCharsets.UTF_8).split("\n");
        Map<String, String> metadata = new HashMap<>();
        Arrays.stream(lines).skip(1).forEach(line -> {
            int colon = Math.max(0, line.indexOf(':'));
            metadata.put(line.substring(0, colon), line.substring(colon).replaceFirst(":", ""));
        });
        String name = lines.length == 0 ? "" : lines[0];
        for (TestInbox inbox : INBOXES) {
            Parsing.unless(
                            DomainException.InvalidRequest.class,
                            () -> Description.upload(inbox.source("inbox-1"), name, metadata, COMPLETED, NOW))
                    .ifPresent(upload -> {
                        Identifier.require("callId", upload.callId());
                        Identifier.require("recordingId", upload.recordingId());
                        assertThat(upload.startedAt()).isBeforeOrEqualTo(upload.endedAt());
                        assertThat(upload.endedAt()).isBeforeOrEqualTo(NOW);
                        assertThat(upload.fact().at()).isEqualTo(upload.startedAt());
                    });
        }
    }
}
