package dk.slettefrist.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostTest {

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    api.example.com,      api.example.com,   443, true
                    API.Example.com,      api.example.com,   443, true
                    api.example.com,      api.example.com,   80,  false
                    api.example.com,      api.example.com,   8443, false
                    api.example.com,      a.api.example.com, 443, false
                    api.example.com,      example.com,       443, false
                    *.example.com,        api.example.com,   443, true
                    *.example.com,        a.b.example.com,   443, true
                    *.example.com,        example.com,       443, false
                    *.example.com,        evilexample.com,   443, false
                    *.example.com,        api.example.com.evil.net, 443, false
                    *.example.com,        api.example.com,   8443, false
                    *.example.com:8443,   api.example.com,   8443, true
                    *.example.com:8443,   api.example.com,   443, false
                    pbx.example.com:*,    pbx.example.com,   443, true
                    pbx.example.com:*,    pbx.example.com,   5001, true
                    10.1.2.3,             10.1.2.3,          443, true
                    10.1.2.3:5001,        10.1.2.3,          5001, true
                    10.1.2.3,             110.1.2.3,         443, false
                    """)
    void shouldAllowWhatItNames(String entry, String host, int port, boolean allowed) {
        assertThat(AllowedHost.parse(entry).allows(host, port, 443)).isEqualTo(allowed);
        assertThat(AllowedHost.parse(entry)).hasToString(entry.toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "*.",
                "*.*.example.com",
                "a.*.example.com",
                "https://example.com",
                "example.com/",
                "example.com.",
                ".example.com",
                "-a.example.com",
                "ex ample.com",
                "a@example.com",
                "example.com:0",
                "example.com:65536",
                "example.com:",
                "*.0.0.1",
                "*.1",
                "[::1]",
                "ex_ample.com"
            })
    void shouldRefuseWhatIsNoHost(String entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowedHost.parse(entry))
                .withMessageContaining("media.hosts");
    }
}
