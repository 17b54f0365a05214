package dk.slettefrist.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dk.slettefrist.testing.TestSources;

/** Whatever is told as a secret, or written into the settings as one. */
class SecretFuzz {

    private static final String SECRET = "a-secret-of-link-1";
    private static final Ed25519Key KEY =
            Ed25519Key.parse("H79L2FuIn2aO0YGU3w2Oj+YBDckEm0Lr7EbX86Zg1xE=").orElseThrow();

    private final Source source = ConfiguredSource.of(
            "link-1", Map.of("kind", "link", "secrets", TestSources.hash(SECRET), "media.hosts", "media.example.com"));

    @FuzzTest
    void told(byte[] input) {
        String told = new String(input, StandardCharsets.UTF_8);
        assertThat(source.knows(told)).isEqualTo(told.equals(SECRET));
    }

    @FuzzTest
    void setting(byte[] input) {
        String setting = new String(input, StandardCharsets.UTF_8);
        Placeholder.is(setting);
        HashedSecret.parse(setting).ifPresent(hashed -> {
            assertThat(HashedSecret.isMeant(setting)).isTrue();
            assertThat(hashed.hash()).hasSize(32);
            assertThat(hashed.isOf(setting)).isFalse();
        });
        Ed25519Key.parse(setting)
                .ifPresent(key -> assertThat(key.verifies(input, input)).isFalse());
    }

    @FuzzTest
    void signature(byte[] input) {
        assertThat(KEY.verifies(input, input)).isFalse();
    }
}
