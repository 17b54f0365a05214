package dk.slettefrist.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OidcCheckTest {

    private static final String SECRET = "0123456789abcdef";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                  | 0123456789abcdef | slettefrist.oidc.issuer is not set",
                "http://login.example.dk/realms/a  | 0123456789abcdef | must begin with https://",
                "http://127.0.0.1.example.dk       | 0123456789abcdef | must begin with https://",
                "ftp://127.0.0.1                   | 0123456789abcdef | must begin with https://",
                "/realms/a                         | 0123456789abcdef | must begin with https://",
                "https://login.example.dk/realms/a |                  | client-secret must be set",
                "https://login.example.dk/realms/a | 0123456789abcde  | client-secret must be set"
            })
    void shouldRefuseHalfOfASetup(URI issuer, String secret, String why) {
        assertThat(OidcCheck.refusal(new Given(true, issuer, secret), Map.of()))
                .get()
                .asString()
                .contains(why);
    }

    @ParameterizedTest
    @CsvSource({"https://login.example.dk/realms/a", "http://127.0.0.1:8180/realms/a", "http://localhost/realms/a"})
    void shouldTakeAWholeOne(URI issuer) {
        assertThat(OidcCheck.refusal(new Given(true, issuer, SECRET), Map.of("IT", List.of("admin"))))
                .isEmpty();
    }

    @Test
    void shouldAskForNothingWhenNobodySignsIn() {
        assertThat(OidcCheck.refusal(new Given(false, null, null), Map.of())).isEmpty();
    }

    @Test
    void shouldRefuseAProviderThatNobodyCouldUse() {
        assertThat(OidcCheck.refusal(new Given(false, URI.create("https://login.example.dk"), SECRET), Map.of()))
                .get()
                .asString()
                .contains("slettefrist.oidc.enabled is not true");
    }

    @Test
    void shouldRefuseToMakePersonsPbxs() {
        // given
        OidcSettings settings = new Given(true, URI.create("https://login.example.dk"), SECRET);

        // when
        Optional<String> refusal = OidcCheck.refusal(settings, Map.of("telefoni", List.of("operator", "pbx")));

        // then
        assertThat(refusal).get().asString().contains("telefoni", "PBX");
    }

    private record Given(boolean enabled, URI at, String secret) implements OidcSettings {

        @Override
        public Optional<URI> issuer() {
            return Optional.ofNullable(at);
        }

        @Override
        public String clientId() {
            return "slettefrist";
        }

        @Override
        public Optional<String> clientSecret() {
            return Optional.ofNullable(secret);
        }

        @Override
        public String audience() {
            return "slettefrist";
        }

        @Override
        public String rolesClaim() {
            return "roles";
        }

        @Override
        public String nameClaim() {
            return "sub";
        }

        @Override
        public Optional<String> tokenType() {
            return Optional.of("Bearer");
        }

        @Override
        public boolean secureCookie() {
            return true;
        }
    }
}
