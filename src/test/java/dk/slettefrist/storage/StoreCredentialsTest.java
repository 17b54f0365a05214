package dk.slettefrist.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dk.slettefrist.platform.LiveFiles;

class StoreCredentialsTest {

    @Test
    void shouldReadAFileOfOneProfile() {
        // when
        StoreCredentials lasting = StoreCredentials.parse(
                """
                # of the service
                [default]
                aws_access_key_id = AKIA
                aws_secret_access_key=a/b+c==
                region = eu-north-1
                """);
        StoreCredentials temporary = StoreCredentials.parse(
                """
                aws_access_key_id = AKIA
                aws_secret_access_key = secret
                aws_session_token = token
                """);

        // then
        assertThat(lasting).isEqualTo(new StoreCredentials("AKIA", "a/b+c=="));
        assertThat(temporary).isEqualTo(new StoreCredentials("AKIA", "secret", Optional.of("token")));
        assertThat(temporary.toString()).doesNotContain("AKIA", "secret", "token=");
    }

    @ParameterizedTest
    @CsvSource({
        "'', aws_access_key_id is missing",
        "aws_access_key_id = AKIA, aws_secret_access_key is missing",
        "aws_access_key_id, no name = value",
        "'[one]\n[two]\naws_access_key_id = AKIA\naws_secret_access_key = secret', one profile only"
    })
    void shouldRefuseAnythingElse(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoreCredentials.parse(text.replace("\\n", "\n")))
                .withMessageContaining(why);
    }

    @Test
    void shouldBeToldInOneWay() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> told(Optional.of("AKIA"), Optional.empty()))
                .withMessage("a.secret-key is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> told(Optional.of("AKIA"), Optional.of(Path.of("credentials"))))
                .withMessage("a.credentials-file excludes a.access-key and a.secret-key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> told(Optional.empty(), Optional.of(Path.of("nowhere"))))
                .withMessage("credentials-file does not exist: nowhere");
    }

    private static void told(Optional<String> accessKey, Optional<Path> file) {
        StoreCredentials.told("a.", accessKey, Optional.empty(), file, new LiveFiles());
    }
}
