package dk.slettefrist.ingest.inbox;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dk.slettefrist.call.CallFact;
import dk.slettefrist.call.Direction;
import dk.slettefrist.call.PbxIdentifier;
import dk.slettefrist.ingest.Upload;
import dk.slettefrist.ingest.pbx.CallDetails;
import dk.slettefrist.ingest.pbx.ToldTime;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.Source;

/**
 * What the name and the metadata of an object tell of a recording. Metadata wins over the name; without a told end it is when the object was
 * complete.
 *
 * <p>jambonz writes {@code <year>/<month>/<day>/<callSid>.<format>}, with {@code callSid}, {@code from}, {@code to}, {@code direction} and more as
 * metadata: <a href="https://github.com/jambonz/jambonz-api-server/blob/main/lib/record/upload.js">lib/record/upload.js</a> of its API server.
 * Genesys Cloud writes {@code <organisation>/year=…/month=…/day=…/hour=…/conversation_id=<call>/<recording>} and {@code …_metadata.json} beside: <a
 * href="https://help.mypurecloud.com/articles/working-with-exported-recordings-in-aws-s3-bucket">Working with exported recordings</a>.
 */
final class Description {

    /** As {@link Pattern} knows names of groups, in the text of a pattern. */
    private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

    private final Source source;
    private final Map<String, String> metadata = new TreeMap<>();
    private final Map<String, String> groups = new TreeMap<>();

    private Description(Source source, String key, Map<String, String> metadata) {
        this.source = source;
        metadata.forEach((name, value) -> this.metadata.put(bare(name), value));
        Pattern pattern = source.inbox().orElseThrow().key();
        Matcher match = pattern.matcher(new CountedText(key));
        if (matches(match)) {
            GROUP.matcher(pattern.pattern())
                    .results()
                    .map(group -> group.group(1))
                    .forEach(
                            name -> Optional.ofNullable(match.group(name)).ifPresent(value -> groups.put(name, value)));
        }
    }

    private static boolean matches(Matcher match) {
        try {
            return match.matches();
        } catch (CountedText.TooManyLooksException e) {
            throw new DomainException.InvalidRequest("inbox.key looks at the name more than a million times.", e);
        }
    }

    /**
     * The recording as a PBX would deliver it.
     *
     * @param key the object's name behind the inbox's prefix
     * @param metadata by names in lower case
     * @param completed when the object was complete at the latest, by the store's clock
     * @throws DomainException.InvalidRequest when nothing says which call it is, or {@code inbox.key} takes too long on the name
     */
    static Upload upload(Source source, String key, Map<String, String> metadata, Instant completed, Instant now) {
        return new Description(source, key, metadata).upload(key, completed, now);
    }

    private Upload upload(String key, Instant completed, Instant now) {
        Optional<Instant> toldStart = instant("startedAt");
        Optional<Duration> length = ToldTime.duration(told("duration"));
        Instant end = earlier(
                instant("endedAt")
                        .or(() -> toldStart.flatMap(start -> length.map(start::plus)))
                        .orElse(completed),
                now);
        Instant start = earlier(toldStart.or(() -> length.map(end::minus)).orElse(end), end);
        return new Upload(
                source.name(),
                PbxIdentifier.of("callId", told("callId").orElse(null)),
                PbxIdentifier.of("recordingId", told("recordingId").orElse(key)),
                start.truncatedTo(ChronoUnit.MICROS),
                end.truncatedTo(ChronoUnit.MICROS),
                fact(start.truncatedTo(ChronoUnit.MICROS)),
                null);
    }

    private CallFact fact(Instant start) {
        CallDetails details = CallDetails.NONE;
        for (String name : new String[] {"operator", "queue", "caller", "callee"}) {
            details = details.with(name, told(name));
        }
        Map<String, String> fields = details.withDirection(told("direction")).fields();
        return new CallFact(
                CallFact.Kind.RECORDED,
                start,
                fields.get("operator"),
                fields.get("queue"),
                fields.get("caller"),
                fields.get("callee"),
                Optional.ofNullable(fields.get("direction"))
                        .map(Direction::valueOf)
                        .orElse(null));
    }

    private Optional<Instant> instant(String field) {
        return ToldTime.instant(told(field), source.zone());
    }

    private Optional<String> told(String field) {
        return Optional.ofNullable(metadata.get(bare(source.field(field, field))))
                .filter(value -> !value.isBlank())
                .or(() -> Optional.ofNullable(groups.get(field)));
    }

    /** {@code call-id}, {@code call_id} and {@code callId} are one: on its way a name of metadata loses its capitals. */
    private static String bare(String name) {
        return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
