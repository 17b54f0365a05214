package dk.slettefrist.ingest.pbx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.platform.DomainException;

class MediaAddressTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://pbx.example.com/r/1.wav | https://pbx.example.com/r/1.wav",
                "https://pbx.example.com:5001/r/1.wav?a=b&c=%2F | https://pbx.example.com:5001/r/1.wav?a=b&c=%2F",
                "https://pbx.example.com | https://pbx.example.com",
                "http://[2001:db8::1]/1.wav | http://[2001:db8::1]/1.wav",
                "https://pbx.example.com/[Søren Ærø]_101.wav | https://pbx.example.com/%5BS%C3%B8ren%20%C3%86r%C3%B8%5D_101.wav",
                "https://pbx.example.com/\uD83D\uDE00.wav | https://pbx.example.com/%F0%9F%98%80.wav",
                "https://pbx.example.com/100%25.wav | https://pbx.example.com/100%25.wav",
            })
    void shouldReadAnAddress(String told, String expected) {
        assertThat(MediaAddress.of("url", told)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.wav",
                "/recordings/1.wav",
                "file:///etc/passwd",
                "ftp://pbx.example.com/1.wav",
                "https:///1.wav",
                "https://",
                "https://pbx_1 .example.com/1.wav",
                "https://pbx.example.com/100%.wav",
                "javascript:alert(1)",
            })
    void shouldRefuseWhatIsNone(String told) {
        assertThatThrownBy(() -> MediaAddress.of("url", told))
                .isInstanceOf(DomainException.InvalidRequest.class)
                .hasMessageContaining("The field url");
    }

    @Test
    void shouldRefuseOneThatIsTooLong() {
        assertThatThrownBy(() -> MediaAddress.of("url", "https://pbx.example.com/" + "a".repeat(4096)))
                .isInstanceOf(DomainException.InvalidRequest.class);
    }

    @Test
    void shouldNotRepeatTheValue() {
        assertThatThrownBy(() -> MediaAddress.of("url", "sip:+4511111111@example.com"))
                .message()
                .doesNotContain("4511111111");
    }
}
