package dk.slettefrist.web;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;

/** How much JSON a request may bring: no request of the interface needs more, and nobody fills the memory with one. */
@Singleton
final class JsonLimits implements ObjectMapperCustomizer {

    private static final int MAX_DOCUMENT = 64 * 1024;
    private static final int MAX_STRING = 16 * 1024;
    private static final int MAX_DEPTH = 16;

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(MAX_DOCUMENT)
                        .maxStringLength(MAX_STRING)
                        .maxNestingDepth(MAX_DEPTH)
                        .build());
    }
}
