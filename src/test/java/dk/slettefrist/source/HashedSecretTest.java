package dk.slettefrist.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dk.slettefrist.platform.StartupRefusedException;

class HashedSecretTest {

    private static final String SECRET = "d4c1b0a59e8f7766554433221100ffee";

    /** By the commands of the documentation, with GNU coreutils' {@code sha256sum}. */
    private static final String HASH =
            "sha256:00112233445566778899aabbccddeeff:8f3f4a8e2197c71ac6a3d972f22cf9bb56331f1acbe099410b3526ad61932597";

    private static final String PLAIN = "the-other-secret-in-plain-text";

    @Test
    void shouldKnowTheSecretOfAHash() {
        assertThat(source("freeswitch", HASH + "," + PLAIN).knows(SECRET)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"d4c1b0a59e8f7766554433221100ffef", "''", HASH, "00112233445566778899aabbccddeeff" + SECRET})
    void shouldKnowNothingElse(String told) {
        assertThat(source("freeswitch", HASH).knows(told)).isFalse();
    }

    @Test
    void shouldNotSignWithAHash() {
        assertThat(source("generic", HASH + "," + PLAIN).signing()).containsExactly(PLAIN);
    }

    @ParameterizedTest
    @CsvSource({
        "freeswitch, sha256:short:0000000000000000000000000000000000000000000000000000000000000000",
        "freeswitch, sha256:00112233445566778899aabbccddeeff:0000",
        "freeswitch, sha256:00112233445566778899aabbccddeeff",
        "twilio, " + HASH
    })
    void shouldRefuseAHashThatCannotCount(String kind, String secrets) {
        assertThatThrownBy(() -> source(kind, secrets))
                .isInstanceOf(StartupRefusedException.class)
                .message()
                .contains("hash")
                .doesNotContain("0000");
    }

    private static Source source(String kind, String secrets) {
        return ConfiguredSource.of("x", Map.of("kind", kind, "secrets", secrets));
    }
}
