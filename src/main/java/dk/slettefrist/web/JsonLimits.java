package dk.slettefrist.web;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;

/**
 * What JSON a request may bring. How much: no request of the interface needs more, and nobody fills the memory with one. And only what all readers read
 * alike: no member told twice, nothing behind the value (RFC 8259 section 4 leaves open what such a member means).
 */
@Singleton
final class JsonLimits implements ObjectMapperCustomizer {

    private static final int MAX_DOCUMENT = 64 * 1024;
    private static final int MAX_DEPTH = 16;

    /** The parser keeps thousands of names for later: whoever invents long ones must not fill the memory. */
    private static final int MAX_NAME = 256;

    /** Whether it was too long, rather than wrong: the parser has one exception for all its bounds, and puts it into others. */
    static boolean isTooLong(JacksonException e) {
        String message = String.valueOf(e.getOriginalMessage());
        return message.startsWith("Document length") || message.startsWith("Name length");
    }

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(MAX_DOCUMENT)
                        .maxNameLength(MAX_NAME)
                        .maxNestingDepth(MAX_DEPTH)
                        .build());
    }
}
