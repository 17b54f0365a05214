package dk.slettefrist.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDigestTest {

    private static final String BASE64 = "RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=";
    private static final byte[] SHA256 =
            HexFormat.of().parseHex("44aff4ab2d7c3250525675a08f0cfa9591168cffe51791c5f5bbc417c15a6c38");
    private static final String ANOTHER = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha-256=:" + BASE64 + ":",
                "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg:",
                "  sha-256=:" + BASE64 + ":  ",
                "sha-512=:AAAA:, sha-256=:" + BASE64 + ":",
                "sha-256=:" + BASE64 + ":\t ,\t md5=:AAAA:",
                "sha-256=:" + BASE64 + ":,unixsum=30637",
                "sha-256=:" + BASE64 + ":;q=0.5; note=\"a, \\\"b\\\" \\\\\";seen",
                "sha-256=:" + ANOTHER + ":, sha-256=:" + BASE64 + ":",
                "x=\"sha-256=:AAAA:, \", sha-256=:" + BASE64 + ":",
                "*a=?1, b=token/x, c=-1.5, d, sha-256=:" + BASE64 + ":"
            })
    void shouldReadTheSha256(String header) {
        assertThat(ContentDigest.sha256(header)).hasValue(SHA256);
    }

    @Test
    void shouldNotSearchALongHeaderForItsEnds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContentDigest.sha256(" ".repeat(1_000_000) + "x"))
                .withMessageContaining("longer than");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"  ", "sha-512=:AAAA:", "md5=:AAAA:;x=1, crc32c=:AAAA:", "sha-2560=:" + BASE64 + ":"})
    void shouldFindNoneWhenThereIsNone(String header) {
        assertThat(ContentDigest.sha256(header)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    sha-256=RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=     | sha-256 must be base64 between colons
                    sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=    | sha-256 must be base64 between colons
                    sha-256=:RK-0qy18MlBSVnWgjwz6lZEWjP_lF5HF9bvEF8FabDg=:   | sha-256 must be base64 between colons
                    SHA-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:   | it is not a list of algorithm=:base64:
                    sha-256 =:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:  | sha-256 must be base64 between colons
                    sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:,  | it is not a list of algorithm=:base64:
                    sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=: x | it is not a list of algorithm=:base64:
                    md5=:AAAA:,,sha-512=:AAAA:                               | it is not a list of algorithm=:base64:
                    =                                                        | it is not a list of algorithm=:base64:
                    md5="æ"                                                  | it is not a list of algorithm=:base64:
                    sha-256                                                  | sha-256 must be base64 between colons
                    sha-256=token                                            | sha-256 must be base64 between colons
                    sha-256="RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg="   | sha-256 must be base64 between colons
                    sha-256=44aff4ab2d7c3250525675a08f0cfa9591168cff         | sha-256 must be base64 between colons
                    sha-256=::                                               | sha-256 must be 32 bytes
                    sha-256=:AAAA:                                           | sha-256 must be 32 bytes
                    sha-256=:AAAA=:                                          | sha-256 is not base64
                    sha-256=:A:                                              | sha-256 is not base64
                    """)
    void shouldSayWhatIsWrong(String header, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContentDigest.sha256(header))
                .withMessage("Content-Digest is malformed: " + why);
    }

    @ParameterizedTest
    @CsvSource({"2048, true", "2049, false"})
    void shouldBoundTheLength(int length, boolean read) {
        var header = "x=\"" + "\\\\".repeat(1000) + "a".repeat(length - 2004) + "\"";

        if (read) {
            assertThat(ContentDigest.sha256(header)).isEmpty();
        } else {
            assertThatIllegalArgumentException().isThrownBy(() -> ContentDigest.sha256(header));
        }
    }
}
