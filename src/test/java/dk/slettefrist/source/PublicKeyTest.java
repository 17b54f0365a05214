package dk.slettefrist.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known to everybody proves nothing. */
class PublicKeyTest {

    /** RFC 8032 section 7.1, test 1. */
    private static final String PUBLIC_KEY = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    @ParameterizedTest
    @CsvSource({
        "TELNYX, " + PUBLIC_KEY + ", false",
        "TWILIO, " + PUBLIC_KEY + ", false",
        "TWILIO, 0123456789abcdef0123456789abcdef, true",
        "LINK, " + PUBLIC_KEY + ", true",
    })
    void shouldNotTakeAPublicKeyForASecret(SourceKind kind, String secret, boolean known) {
        // given
        Source source = source(kind, secret);

        // when, then
        assertThat(source.knows(secret)).isEqualTo(known);
    }

    private static Source source(SourceKind kind, String secret) {
        return new Source(
                "carrier",
                kind,
                List.of(secret),
                ZoneOffset.UTC,
                Optional.empty(),
                Map.of(),
                Recorded.ANSWERED,
                false,
                new Source.Media(
                        Optional.empty(),
                        List.of(),
                        false,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofDays(3),
                        Duration.ofMinutes(10),
                        3,
                        false));
    }
}
