package dk.slettefrist.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dk.slettefrist.testing.Parsing;

/** Whatever is sent as {@code Content-Digest}: a digest is 32 bytes, and is read the same when it stands alone. */
class ContentDigestFuzz {

    @FuzzTest
    void sha256(byte[] input) {
        String header = new String(input, StandardCharsets.ISO_8859_1);
        Parsing.unless(IllegalArgumentException.class, () -> ContentDigest.sha256(header))
                .flatMap(told -> told)
                .ifPresent(digest -> {
                    assertThat(digest).hasSize(32);
                    assertThat(header).contains("sha-256");
                    String alone = "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":";
                    assertThat(ContentDigest.sha256(alone)).contains(digest);
                });
    }
}
