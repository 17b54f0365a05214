package dk.slettefrist.ingest.pbx.rtpengine;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dk.slettefrist.call.PbxIdentifier;
import dk.slettefrist.ingest.pbx.CallDetails;
import dk.slettefrist.ingest.pbx.ToldTime;
import dk.slettefrist.ingest.pbx.Webhook;
import dk.slettefrist.source.Source;

/**
 * What the headers {@code X-Recording-*} of a notification say (rtpengine, {@code recording-daemon/notify.c}): of one file, the mix of a call
 * or one of its streams. A file's name is told before the daemon makes it unique on its disk, so a recording that was paused has the same name
 * twice; the time at which the stream began tells them apart, and a repeated notification repeats it.
 *
 * @param startedAt of the stream; {@code endedAt} is when the daemon closed the file
 */
record RecordedStream(String callId, String recordingId, Instant startedAt, Instant endedAt, CallDetails details) {

    private static final String PREFIX = "x-recording-";

    /**
     * @param now the end, when none is told that can be read
     * @throws dk.slettefrist.platform.DomainException.InvalidRequest when the call's or the file's name is missing
     */
    static RecordedStream of(Source source, Webhook webhook, Instant now) {
        String file = header(webhook, "file-name").orElse(null);
        Optional<String> begun = header(webhook, "stream-start-time");
        Instant end = time(header(webhook, "stream-end-time")).orElse(now);
        return new RecordedStream(
                PbxIdentifier.of(
                        "The header X-Recording-Call-ID",
                        header(webhook, "call-id").orElse(null)),
                PbxIdentifier.of(
                        "The header X-Recording-File-Name",
                        file == null
                                ? null
                                : file + begun.map(time -> "@" + time).orElse("")),
                time(begun).filter(start -> start.isBefore(end)).orElse(end),
                end,
                details(source, webhook));
    }

    private static CallDetails details(Source source, Webhook webhook) {
        Map<String, String> metadata = Stream.of("call-metadata", "tag-metadata")
                .map(name -> header(webhook, name))
                .flatMap(Optional::stream)
                .flatMap(text -> Stream.of(text.split("\\|")))
                .filter(pair -> pair.indexOf(':') > 0)
                .collect(Collectors.toMap(
                        pair -> pair.substring(0, pair.indexOf(':')),
                        pair -> pair.substring(pair.indexOf(':') + 1),
                        (first, second) -> first));
        CallDetails details = CallDetails.NONE;
        for (String ours : new String[] {"operator", "queue", "caller", "callee"}) {
            details = details.with(ours, Optional.ofNullable(metadata.get(source.field(ours, ours))));
        }
        return details.withDirection(Optional.ofNullable(metadata.get(source.field("direction", "direction"))));
    }

    /** Seconds since 1970 with six decimals, behind the comma of the daemon's locale. */
    private static Optional<Instant> time(Optional<String> told) {
        return ToldTime.instant(told.map(text -> text.replace(',', '.')), ZoneOffset.UTC);
    }

    /** The daemon sends the bytes that it got from SIP; a server of HTTP reads them as ISO 8859-1. */
    private static Optional<String> header(Webhook webhook, String name) {
        return webhook.header(PREFIX + name).map(RecordedStream::utf8).filter(text -> !text.isBlank());
    }

    private static String utf8(String latin) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(latin.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return latin;
        }
    }
}
