package dk.slettefrist.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519KeyTest {

    /** RFC 8032 section 7.1: tests 1, 2 and 3. */
    @ParameterizedTest
    @CsvSource({
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a, '',"
                + " e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c, 72,"
                + " 92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025, af82,"
                + " 6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    })
    void shouldVerifyTheSignaturesOfTheStandard(String key, String message, String signature) {
        // given
        Ed25519Key parsed = Ed25519Key.parse(
                        Base64.getEncoder().encodeToString(HexFormat.of().parseHex(key)))
                .orElseThrow();
        byte[] bytes = HexFormat.of().parseHex(message);
        byte[] signed = HexFormat.of().parseHex(signature);

        // when
        boolean fits = parsed.verifies(signed, bytes);
        boolean inParts = parsed.verifies(signed, new byte[0], bytes, new byte[0]);
        boolean other = parsed.verifies(signed, bytes, new byte[] {1});

        // then
        assertThat(fits).isTrue();
        assertThat(inParts).isTrue();
        assertThat(other).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12345678901234567890123456789012",
                "H79L2FuIn2aO0YGU3w2Oj+YBDckEm0Lr7EbX86Zg1x==",
                "H79L2FuIn2aO0YGU3w2Oj-YBDckEm0Lr7EbX86Zg1xE=",
                "MCowBQYDK2VwAyEAH79L2FuIn2aO0YGU3w2Oj+YBDckEm0Lr7EbX86Zg1xE=",
                "KEY0123456789ABCDEF0123456789ABCDEF_0123456789abcdefghijk",
                "-----BEGIN PUBLIC KEY-----",
            })
    void shouldFindNoKeyInAnythingElse(String text) {
        assertThat(Ed25519Key.parse(text)).isEmpty();
    }

    /** 2 is the y of no point: RFC 8032 section 5.1.3. */
    @Test
    void shouldFindNoKeyInANumberThatIsNoPoint() {
        // given
        byte[] two = new byte[32];
        two[0] = 2;

        // when
        String text = Base64.getEncoder().encodeToString(two);

        // then
        assertThat(Ed25519Key.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "0123456789012345678901234567890123456789012345678901234567890123"})
    void shouldVerifyNothingThatIsNoSignature(String signature) {
        // given
        Ed25519Key key =
                Ed25519Key.parse("H79L2FuIn2aO0YGU3w2Oj+YBDckEm0Lr7EbX86Zg1xE=").orElseThrow();

        // then
        assertThat(key.verifies(signature.getBytes(StandardCharsets.US_ASCII), new byte[0]))
                .isFalse();
    }
}
