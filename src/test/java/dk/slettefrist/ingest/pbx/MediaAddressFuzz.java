package dk.slettefrist.ingest.pbx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.testing.Parsing;

/** Whatever a message says lies at some address, in JSON of any form. */
class MediaAddressFuzz {

    @FuzzTest
    void address(byte[] input) {
        String told = new String(input, StandardCharsets.UTF_8);
        Parsing.unless(DomainException.InvalidRequest.class, () -> MediaAddress.of("url", told))
                .ifPresent(address -> {
                    assertThat(address.getScheme()).matches("(?i)https?");
                    assertThat(address.getHost()).isNotBlank();
                    assertThat(address.toString()).matches("\\p{ASCII}+");
                    assertThat(MediaAddress.of("url", address.toString())).isEqualTo(address);
                });
    }

    @FuzzTest
    void json(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        Parsing.unless(DomainException.InvalidRequest.class, () -> Json.object(text))
                .ifPresent(node -> {
                    assertThat(depth(node)).isLessThanOrEqualTo(64);
                    node.fieldNames().forEachRemaining(name -> Json.text(node, Json.pointer(name))
                            .ifPresent(value -> assertThat(value).isNotBlank().isEqualTo(value.strip())));
                });
    }

    private static int depth(JsonNode node) {
        int deepest = 0;
        for (JsonNode child : node) {
            deepest = Math.max(deepest, depth(child));
        }
        return node.isContainerNode() ? deepest + 1 : 0;
    }
}
