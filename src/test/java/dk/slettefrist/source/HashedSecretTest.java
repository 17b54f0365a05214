package dk.slettefrist.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.platform.StartupRefusedException;
import dk.slettefrist.testing.TestSources;

class HashedSecretTest {

    private static final String SECRET = "d4c1b0a59e8f7766554433221100ffee";

    /** By the commands of the documentation, with GNU coreutils' {@code sha256sum}. */
    private static final String HASH =
            "sha256:00112233445566778899aabbccddeeff:8f3f4a8e2197c71ac6a3d972f22cf9bb56331f1acbe099410b3526ad61932597";

    private static final String SIGNING = "whsec_c2xldHRlZnJpc3QtdGVzdC1zZWNyZXQtMDE=";

    private static final String OTHER = TestSources.hash("the-other-secret");
    /** RFC 8032 section 7.1, test 1. */
    private static final String PUBLIC_KEY = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @Test
    void shouldKnowTheSecretOfAHash() {
        assertThat(source("freeswitch", HASH + "," + OTHER).knows(SECRET)).isTrue();
    }

    /** More would only make work: everybody may send it, before any limit counts. */
    @Test
    void shouldNotHashWhatIsLongerThanAnySecret() {
        String longest = "x".repeat(1024);
        assertThat(source("freeswitch", TestSources.hash(longest)).knows(longest))
                .isTrue();
        assertThat(source("freeswitch", TestSources.hash(longest + "x")).knows(longest + "x"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"d4c1b0a59e8f7766554433221100ffef", "''", HASH, "00112233445566778899aabbccddeeff" + SECRET})
    void shouldKnowNothingElse(String told) {
        assertThat(source("freeswitch", HASH).knows(told)).isFalse();
    }

    @Test
    void shouldNotSignWithAHash() {
        assertThat(source("generic", HASH + "," + SIGNING).signing()).containsExactly(SIGNING);
    }

    @Test
    void shouldTakeNoSigningKeyForAPassword() {
        assertThat(source("generic", HASH + "," + SIGNING).knows(SIGNING)).isFalse();
        assertThat(source("twilio", TOKEN + "," + HASH).knows(TOKEN)).isFalse();
        assertThat(source("telnyx", PUBLIC_KEY + "," + HASH).knows(PUBLIC_KEY)).isFalse();
        assertThat(source("twilio", TOKEN + "," + HASH).knows(SECRET)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"ASTERISK", "FREESWITCH", "RTPENGINE", "ELKS", "LINK", "GENERIC"})
    void shouldRefuseASecretThatIsOnlyComparedAndNoHash(SourceKind kind) {
        assertThatThrownBy(() -> source(kind.label(), SECRET))
                .isInstanceOf(StartupRefusedException.class)
                .message()
                .startsWith("slettefrist.sources.x: secrets must be ")
                .contains("openssl rand -hex 16", "sha256sum")
                .doesNotContain(SECRET)
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"at-least-16-characters", "change-me-to-something-long", "SECRET"})
    void shouldRefuseTheHashOfAPlaceholder(String placeholder) {
        assertThatThrownBy(() -> source("freeswitch", TestSources.hash(placeholder)))
                .hasMessageContaining("placeholder of the documentation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"whsec_QUJDREVGR0hJSktMTQ=", "whsec_QUJDREVGR0hJSktMTU0==", "whsec_QUJDREVGR0hJSktMT"})
    void shouldRefuseAKeyThatIsNoBase64(String key) {
        assertThatThrownBy(() -> source("generic", key))
                .hasMessageContaining("must be signing keys (whsec_ and base64)");
    }

    @Test
    void shouldTakeTwoOfEachSortAtMost() {
        String keys = SIGNING + ",whsec_c2xldHRlZnJpc3QtdGVzdC1zZWNyZXQtMDI=";
        assertThat(source("generic", keys + "," + HASH + "," + OTHER).secrets()).hasSize(4);
        assertThatThrownBy(() -> source("generic", keys + ",whsec_c2xldHRlZnJpc3QtdGVzdC1zZWNyZXQtMDM="))
                .hasMessageContaining("two at most");
        assertThatThrownBy(() -> source("freeswitch", HASH + "," + OTHER + "," + OTHER))
                .hasMessageContaining("two hashes at most");
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
        return ConfiguredSource.of(
                "x",
                Map.of(
                        "kind",
                        kind,
                        "secrets",
                        secrets,
                        "media.hosts",
                        "media.example.com",
                        "public-url",
                        "https://opkald.example.dk"));
    }
}
