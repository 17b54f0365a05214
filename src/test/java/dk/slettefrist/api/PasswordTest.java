package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Stream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dk.slettefrist.testing.Strict;
import dk.slettefrist.testing.TestServers;

/** A password counts as it was typed, every character of it. */
@QuarkusTest
@TestProfile(Strict.class)
@QuarkusTestResource(TestServers.class)
class PasswordTest {

    private static final String PASSWORD = Strict.LONG_PASSWORD;

    static Stream<String> almost() {
        return Stream.of(
                PASSWORD.toLowerCase(Locale.ROOT),
                PASSWORD.toUpperCase(Locale.ROOT),
                " " + PASSWORD,
                PASSWORD + " ",
                PASSWORD.substring(0, 64),
                PASSWORD.substring(0, 72),
                PASSWORD.substring(0, PASSWORD.length() - 1),
                PASSWORD.replace("  ", " ").replace(" ", ""),
                PASSWORD + "\u0000",
                Normalizer.normalize(PASSWORD, Normalizer.Form.NFD));
    }

    @Test
    void shouldTakeALongOneOfAnyCharacters() {
        assertThat(PASSWORD).hasSizeGreaterThan(64);
        assertThat(status(PASSWORD)).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("almost")
    void shouldTakeNoneThatIsOnlyAlmostIt(String password) {
        assertThat(status(password)).isEqualTo(401);
    }

    private static int status(String password) {
        byte[] pair = (Strict.LONG_NAME + ":" + password).getBytes(StandardCharsets.UTF_8);
        return RestAssured.given()
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair))
                .get("/api/v1/calls")
                .statusCode();
    }
}
