package dk.slettefrist.ingest.pbx;

import java.io.IOException;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dk.slettefrist.platform.DomainException;

/** Reads the JSON of a message. A CDR may be larger and deeper than what the interface itself takes, but not without bounds. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxStringLength(256 * 1024)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final ObjectReader STRICT =
            MAPPER.reader().with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private Json() {}

    /** @throws DomainException.InvalidRequest when it is not one JSON object, or tells a member twice */
    public static JsonNode object(String text) {
        return object(text, STRICT);
    }

    /**
     * For senders of whom nobody knows that they repeat no member; the last one counts.
     *
     * @throws DomainException.InvalidRequest when it is not one JSON object
     */
    public static JsonNode objectWithRepeats(String text) {
        return object(text, MAPPER.reader());
    }

    private static JsonNode object(String text, ObjectReader reader) {
        try {
            JsonNode node = reader.readTree(text);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (IOException e) {
            throw new DomainException.InvalidRequest("The message is not JSON of the form that is expected here.", e);
        }
        throw new DomainException.InvalidRequest("The message must be one JSON object.");
    }

    /**
     * The text at a place; a number counts as text.
     *
     * @param pointer RFC 6901
     * @return empty when nothing is there, or what is there is blank or no single value
     */
    public static Optional<String> text(JsonNode node, String pointer) {
        JsonNode value = node.at(pointer);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank()
                ? Optional.of(value.asText().strip())
                : Optional.empty();
    }

    /** @throws DomainException.InvalidRequest when nothing is there */
    public static String require(JsonNode node, String pointer) {
        return text(node, pointer)
                .orElseThrow(() -> new DomainException.InvalidRequest("The field " + pointer + " is missing."));
    }

    /** Where a field is that a setting names: a pointer (RFC 6901) as it is written, or a name of the message's top level. */
    public static String pointer(String field) {
        return field.startsWith("/") ? field : "/" + field.replace("~", "~0").replace("/", "~1");
    }
}
