package dk.slettefrist.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortPasswordsTest {

    @ParameterizedTest
    @CsvSource({"1234567, true", "12345678, false", "'       ', true", "🔥🔥🔥🔥, true", "æøåÆØÅæø, false"})
    void shouldRefuseFewerThanEightCharacters(String password, boolean refused) {
        assertThat(ShortPasswords.refusal(Map.of("anna", password), false, "127.0.0.1")
                        .isPresent())
                .isEqualTo(refused);
    }

    @Test
    void shouldSayWhoseTheyAreAndNotWhatTheyAre() {
        // given
        Map<String, String> users = Map.of("pbx1", "1f8a", "anna", "2e9b", "long", "1f8a2e9b3c7d");

        // when, then
        assertThat(ShortPasswords.refusal(users, false, "127.0.0.1"))
                .contains("the passwords of these users have fewer than 8 characters: anna, pbx1"
                        + " (quarkus.security.users.embedded.users.<name>; 15 or more are better)");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, false", "localhost, false", "0.0.0.0, true", "192.0.2.1, true"})
    void shouldAcceptThemInTheStandaloneModeWhereNobodyElseIs(String host, boolean refused) {
        assertThat(ShortPasswords.refusal(Map.of("anna", "1f8a"), true, host).isPresent())
                .isEqualTo(refused);
    }
}
