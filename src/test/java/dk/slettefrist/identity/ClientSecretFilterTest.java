package dk.slettefrist.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.quarkus.oidc.common.OidcRequestContextProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.platform.LiveFiles;
import dk.slettefrist.platform.StartupRefusedException;

class ClientSecretFilterTest {

    private static final String NEW = "the-new-one-0123";
    private static final String OLD = "the-old-one-0123";

    @Test
    void shouldReadOneSecretOrTwo() {
        assertThat(ClientSecretFilter.secrets(NEW + "\n")).containsExactly(NEW);
        assertThat(ClientSecretFilter.secrets(NEW + "\r\n\r\n" + OLD + "\r\n")).containsExactly(NEW, OLD);
        assertThat(ClientSecretFilter.secrets("x".repeat(1024))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "0123456789abcde",
                "0123456789abcdef\n0123456789abcde",
                "0123456789abcdef\n0123456789abcdef\n0123456789abcdef",
                "\uFEFF0123456789abcdef"
            })
    void shouldRefuseWhatIsNoSecretAndTellNothingOfIt(String text) {
        assertThatThrownBy(() -> ClientSecretFilter.secrets(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("client-secret-file must have one secret")
                .hasMessageNotContaining("abcd");
    }

    @Test
    void shouldRefuseAnEndlessOne() {
        assertThatThrownBy(() -> ClientSecretFilter.secrets("x".repeat(1025)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Once the old one is refused the new one counts; the other way about it could begin to count in between. */
    @Test
    void shouldProveItselfByTheOldOneFirstAndAfterARefusalByTheNewOne(@TempDir Path folder) throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("secret"), NEW + "\n" + OLD);
        ClientSecretFilter filter = filter(file);
        OidcRequestContextProperties request = new OidcRequestContextProperties();

        // when
        List<String> asked = Stream.of(filter.header(request), filter.header(request))
                .flatMap(Optional::stream)
                .toList();
        Files.writeString(file, NEW);
        Optional<String> later = filter.header(new OidcRequestContextProperties());

        // then
        assertThat(asked)
                .containsExactly(
                        ClientSecretFilter.basic("slettefrist", OLD), ClientSecretFilter.basic("slettefrist", NEW));
        assertThat(later).contains(ClientSecretFilter.basic("slettefrist", NEW));
    }

    @Test
    void shouldLeaveTheFrameworksOwnSecretWhereThereIsNoFile() {
        assertThat(filter(null).header(new OidcRequestContextProperties())).isEmpty();
    }

    @Test
    void shouldNotStartWithABadFile(@TempDir Path folder) {
        assertThatThrownBy(() -> filter(folder.resolve("secret")))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageContaining("slettefrist.oidc.client-secret-file: client-secret-file does not exist");
    }

    private static ClientSecretFilter filter(Path file) {
        return new ClientSecretFilter(
                new OidcCheckTest.Given(true, URI.create("https://login.example.dk"), null, file, null),
                new LiveFiles());
    }

    /** The example of RFC 6749, section 2.3.1, has nothing to encode; appendix B says how. */
    @Test
    void shouldEncodeBothAsInAForm() {
        // when
        String header = ClientSecretFilter.basic("slette:frist", "a+b%c:d/e&f=g æ~-._");

        // then
        assertThat(header).startsWith("Basic ");
        assertThat(new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.US_ASCII))
                .isEqualTo("slette%3Afrist:a%2Bb%25c%3Ad%2Fe%26f%3Dg+%C3%A6~-._");
    }
}
