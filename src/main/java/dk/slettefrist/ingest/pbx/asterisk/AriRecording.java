package dk.slettefrist.ingest.pbx.asterisk;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import dk.slettefrist.call.PbxIdentifier;
import dk.slettefrist.ingest.pbx.Json;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.Source;

/** A recording of an ARI event: the model {@code LiveRecording} of Asterisk's {@code rest-api/api-docs/recordings.json}. */
record AriRecording(JsonNode json) {

    /** Asterisk's own form of a channel's identifier: the name of the system if it has one, seconds, and a number. */
    private static final Pattern CALL = Pattern.compile("((?:[A-Za-z0-9._-]+-)?[0-9]{9,11}\\.[0-9]+)(?:[^0-9].*)?");

    /** As a segment of a path they lead elsewhere, encoded or not (RFC 3986, section 5.2.4): to what is not to be deleted. */
    private static final Pattern DOTS = Pattern.compile("\\.{1,2}");

    private static final Pattern CHANNEL = Pattern.compile("channel:(.+)");

    String id() {
        return PbxIdentifier.of("The recording's name", name());
    }

    /**
     * The call: with what the recording's name begins, when that is a channel's identifier (give it the {@code linkedid}); else the channel
     * that was recorded, or the bridge.
     */
    String call() {
        Matcher named = CALL.matcher(name());
        if (named.matches()) {
            return named.group(1);
        }
        String target = Json.text(json, "/target_uri").orElse("");
        Matcher channel = CHANNEL.matcher(target);
        return PbxIdentifier.of("The recording's target_uri", channel.matches() ? channel.group(1) : target);
    }

    /** Canceled ones end like the others, but their files are deleted by Asterisk. */
    boolean isStored() {
        return "done".equals(json.path("state").asText());
    }

    /** In whole seconds. */
    Optional<Integer> duration() {
        JsonNode seconds = json.path("duration");
        return seconds.canConvertToInt() && seconds.asInt() >= 0 ? Optional.of(seconds.asInt()) : Optional.empty();
    }

    /** Where its file lies: {@code GET /recordings/stored/{recordingName}/file}. */
    URI file(Source source) {
        return URI.create(stored(source) + "/file");
    }

    /** Where it is deleted: {@code DELETE /recordings/stored/{recordingName}}. Asterisk decodes each segment of a path. */
    URI stored(Source source) {
        String base = source.media()
                .baseUrl()
                .map(URI::toString)
                .orElseThrow(
                        () -> new DomainException.InvalidRequest(
                                "The source's setting media.base-url is missing: where Asterisk's ARI begins, to fetch recordings from."));
        if (DOTS.matcher(name()).matches()) {
            throw new DomainException.InvalidRequest("A recording whose name is a dot or two has no address.");
        }
        String segment = URLEncoder.encode(name(), StandardCharsets.UTF_8).replace("+", "%20");
        return URI.create(base + "/recordings/stored/" + segment);
    }

    private String name() {
        return Json.require(json, "/name");
    }
}
