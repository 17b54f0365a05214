package dk.slettefrist.storage.minio;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever an object's metadata hold: what cannot be decoded stays, and what can is what was written. */
class UserMetadataFuzz {

    private static final int LONGEST_OF_A_BYTE = 4;

    @FuzzTest
    void value(byte[] input) {
        String value = new String(input, StandardCharsets.ISO_8859_1);
        String decoded = UserMetadata.decoded(value);
        assertThat(decoded.length()).isLessThanOrEqualTo(LONGEST_OF_A_BYTE * value.length());
        assertThat(value.contains("=?") || value.contains("%") || decoded.equals(value))
                .isTrue();
    }

    /** Both ways of writing a text that is none of ASCII. */
    @FuzzTest
    void written(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        assertThat(UserMetadata.decoded("=?UTF-8?B?" + Base64.getEncoder().encodeToString(utf8) + "?="))
                .isEqualTo(text);
        assertThat(UserMetadata.decoded(
                        URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20")))
                .isEqualTo(text);
        StringBuilder quoted = new StringBuilder("=?utf-8?q?");
        for (byte one : utf8) {
            quoted.append(String.format("=%02X", one));
        }
        assertThat(UserMetadata.decoded(quoted + "?=")).isEqualTo(text);
    }
}
