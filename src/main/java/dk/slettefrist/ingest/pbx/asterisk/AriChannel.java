package dk.slettefrist.ingest.pbx.asterisk;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import dk.slettefrist.call.PbxIdentifier;
import dk.slettefrist.ingest.pbx.Json;
import dk.slettefrist.source.Source;

/** A channel of an ARI event: the model {@code Channel} of Asterisk's {@code rest-api/api-docs/channels.json}. */
record AriChannel(JsonNode json) {

    /** {@code PJSIP/201-0000002a}: technology, endpoint and a number. */
    private static final Pattern NAME = Pattern.compile("[^/]+/([0-9]{2,8})-[0-9a-f]+");

    String id() {
        return PbxIdentifier.of("The channel's id", Json.text(json, "/id").orElse(null));
    }

    /**
     * The call: what links its channels, which ARI tells only when {@code ari.conf} has {@code channelvars = CHANNEL(linkedid)}; else the
     * channel itself.
     */
    String call() {
        return variable("CHANNEL(linkedid)")
                .map(id -> PbxIdentifier.of("linkedid", id))
                .orElseGet(this::id);
    }

    boolean isUp() {
        return "Up".equals(json.path("state").asText());
    }

    Optional<String> caller(Source source) {
        return variable(source, "caller").or(() -> Json.text(json, "/caller/number"));
    }

    Optional<String> callee(Source source) {
        return variable(source, "callee").or(() -> Json.text(json, "/dialplan/exten"));
    }

    Optional<String> queue(Source source) {
        return variable(source, "queue");
    }

    /** The telephone of this channel: an endpoint that is named by a number of 2 to 8 digits. Lines to the outside have other names. */
    Optional<String> operator(Source source) {
        return variable(source, "operator").or(this::extension);
    }

    Optional<String> direction(Source source) {
        return variable(source, "direction")
                .or(() -> extension().map(own -> "outbound"))
                .or(() -> Optional.of("inbound"));
    }

    private Optional<String> extension() {
        Matcher name = NAME.matcher(json.path("name").asText());
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }

    private Optional<String> variable(Source source, String ours) {
        return Optional.ofNullable(source.fields().get(ours)).flatMap(this::variable);
    }

    private Optional<String> variable(String name) {
        return Optional.of(json.path("channelvars").path(name).asText().strip()).filter(value -> !value.isEmpty());
    }
}
