package dk.slettefrist.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;

import io.smallrye.config.EnvConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.platform.StartupRefusedException;

/** What the settings of hosted carriers, and of systems that send a link, must be like. */
class CarrierSettingsTest {

    private static final String KEY = "H79L2FuIn2aO0YGU3w2Oj+YBDckEm0Lr7EbX86Zg1xE=";
    private static final String NEXT_KEY = "/DvSDdXFehPwR8L0WvYuFA+qQTJsNYVcxi2qxMdJ5X0=";

    private static final String LINK =
            "sha256:00112233445566778899aabbccddeeff:8f3f4a8e2197c71ac6a3d972f22cf9bb56331f1acbe099410b3526ad61932597";

    @Test
    void shouldTakeTwoPublicKeysOfTelnyx() {
        assertThat(source("telnyx", KEY + "," + NEXT_KEY, Map.of()).secrets()).containsExactly(KEY, NEXT_KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0123456789abcdef0123456789abcdef",
                "KEY0123456789ABCDEF0123456789ABCDEF_0123456789abcdefghijk",
                KEY + ",a-password-that-is-long-enough",
            })
    void shouldRefuseSecretsOfTelnyxThatAreNoPublicKeys(String secrets) {
        assertThatThrownBy(() -> source("telnyx", secrets, Map.of()))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageStartingWith("slettefrist.sources.x: each of secrets must be a public key of Telnyx")
                .message()
                .doesNotContain("0123456789")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({
        "zone, Copenhagen, is not a time zone such as Europe/Copenhagen",
        "events, ja, must be true or false",
        "media.delete, ja, must be true or false",
        "media.plain-http, 1, must be true or false",
        "media.timeout, 30, is not an ISO-8601 duration",
    })
    void shouldNameASettingThatIsNoneOfItsKind(String setting, String value, String reason) {
        assertThatThrownBy(() -> source("link", LINK, Map.of("media.hosts", "pbx.example.dk", setting, value)))
                .hasMessageContaining("slettefrist.sources.x." + setting)
                .hasMessageContaining(reason);
    }

    @Test
    void shouldAskTwilioForThePublicUrl() {
        assertThatThrownBy(() -> source("twilio", "0123456789abcdef0123456789abcdef", Map.of()))
                .hasMessageContaining("public-url is missing");
        assertThat(source(
                                "twilio",
                                "0123456789abcdef0123456789abcdef",
                                Map.of("public-url", "https://opkald.example.dk/"))
                        .publicUrl())
                .hasValueSatisfying(url -> assertThat(url).hasToString("https://opkald.example.dk"));
    }

    @ParameterizedTest
    @CsvSource({"callId", "call-id", "callid", "CALLID"})
    void shouldKnowTheFieldsOfALinkHoweverTheyAreWritten(String name) {
        assertThat(source("link", LINK, Map.of("fields." + name, "/call/id")).fields())
                .containsExactly(Map.entry("callId", "/call/id"));
    }

    @Test
    void shouldKnowAFieldThatAnEnvironmentVariableNames() {
        // given
        Map<String, String> environment = Map.of(
                "SLETTEFRIST_SOURCES_X_KIND", "link",
                "SLETTEFRIST_SOURCES_X_SECRETS", LINK,
                "SLETTEFRIST_SOURCES_X_MEDIA_HOSTS", "media.example.com",
                "SLETTEFRIST_SOURCES_X_FIELDS_CALLID", "/call/id");

        // when
        Source source = ConfiguredSource.from(new EnvConfigSource(environment, 300), "x");

        // then
        assertThat(source.fields()).containsExactly(Map.entry("callId", "/call/id"));
    }

    @Test
    void shouldSayWhichFieldsAreKnown() {
        assertThatThrownBy(() -> source("link", LINK, Map.of("fields.adress", "x")))
                .hasMessageContaining(
                        "fields knows only [answeredAt, callId, callee, caller, direction, duration, endedAt, operator, queue,"
                                + " recordingId, startedAt, url], not adress");
        assertThatThrownBy(() -> source("46elks", LINK, Map.of("fields.url", "x")))
                .hasMessageContaining("fields knows only [callee, caller, direction, operator, queue], not url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at-least-16-characters",
                "at-least-16-characters-2",
                "change-me-to-something-long",
                "CHANGE-ME-CHANGE-ME",
                "changemechangeme",
                "<a long random text>",
                "a long random text",
                "xxxxxxxxxxxxxxxxxxxx",
                "0000000000000000",
                "whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQtMDAwMQ==",
                "0f2d5a7c9e1b3d5f7a9c1e3b5d7f9a1c,change-me-to-something-long",
            })
    void shouldRefuseSecretsThatStandInTheDocumentation(String secrets) {
        assertThatThrownBy(() -> source("generic", secrets, Map.of()))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessage("slettefrist.sources.x: secrets still has a placeholder of the documentation:"
                        + " make one of its own, with openssl rand -hex 24");
    }

    /** Of {@code openssl rand} with {@code -hex 24}, {@code -base64 24} and {@code -hex 8}. */
    @ParameterizedTest
    @CsvSource({
        "twilio, 5b1f0a7e62c94d3388e1d0f7ab5c6e9f1a2b3c4d5e6f7081",
        "generic, whsec_q1C3m0Zf8yT+9b/2kYp0aVb6n4XsHq7L",
        "generic, whsec_NWIxZjBhN2U2MmM5NGQzMzg4ZQ==",
        "twilio, 0c0c0c0c1c0c0c0c",
        "twilio, x<not a placeholder>x",
    })
    void shouldTakeSecretsThatWereMade(String kind, String secret) {
        assertThat(source(kind, secret, Map.of("public-url", "https://opkald.example.dk"))
                        .secrets())
                .containsExactly(secret);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://media.example.com:8089/ari",
                "https://pbx.example.com/ari",
                "http://media.example.com/ari",
            })
    void shouldRefuseABaseUrlThatCouldNeverBeAsked(String url) {
        assertThatThrownBy(() -> source("asterisk", LINK, Map.of("media.base-url", url)))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageContaining("media.base-url must be at one of media.hosts");
    }

    @Test
    void shouldTakeABaseUrlAtAnAllowedHost() {
        assertThat(source("asterisk", LINK, Map.of("media.base-url", "https://Media.example.com/ari/"))
                        .media()
                        .baseUrl())
                .hasValueSatisfying(url -> assertThat(url).hasToString("https://Media.example.com/ari"));
    }

    private static Source source(String kind, String secrets, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("kind", kind);
        settings.put("secrets", secrets);
        settings.put("media.hosts", "media.example.com");
        return ConfiguredSource.of("x", settings);
    }
}
