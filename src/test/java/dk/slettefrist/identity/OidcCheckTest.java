package dk.slettefrist.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OidcCheckTest {

    private static final String SECRET = "0123456789abcdef";
    private static final URI PROVIDER = URI.create("https://login.example.dk/realms/a");

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0123456789abcdef | /secret | 0123456789abcdef0123456789abcdef | exclude each other",
                "                 | /secret |                                  | asks for slettefrist.oidc.session-secret",
                "                 | /secret | 0123456789abcdef0123456789abcde  | session-secret must have at least 32",
                "0123456789abcdef |         | 0123456789abcdef0123456789abcde  | session-secret must have at least 32",
                "                 |         | 0123456789abcdef0123456789abcdef | client-secret must be set"
            })
    void shouldRefuseSecretsThatDoNotGoTogether(String secret, Path file, String session, String why) {
        assertThat(OidcCheck.refusal(new Given(true, PROVIDER, secret, file, session), Map.of()))
                .get()
                .asString()
                .contains(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                 | /secret | 0123456789abcdef0123456789abcdef",
                "0123456789abcdef |         | 0123456789abcdef0123456789abcdef"
            })
    void shouldTakeASecretForSessionsAlone(String secret, Path file, String session) {
        assertThat(OidcCheck.refusal(new Given(true, PROVIDER, secret, file, session), Map.of()))
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

    record Given(boolean enabled, URI at, String secret, Path file, String session) implements OidcSettings {

        Given(boolean enabled, URI at, String secret) {
            this(enabled, at, secret, null, null);
        }

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
        public Optional<Path> clientSecretFile() {
            return Optional.ofNullable(file);
        }

        @Override
        public Optional<String> sessionSecret() {
            return Optional.ofNullable(session);
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
