package dk.slettefrist.ingest.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

import com.code_intelligence.jazzer.junit.FuzzTest;
import okhttp3.HttpUrl;

import dk.slettefrist.source.ConfiguredSource;
import dk.slettefrist.source.Source;
import dk.slettefrist.testing.Parsing;
import dk.slettefrist.testing.TestSources;

/** Whatever address a message wants fetched: those who check it, and those who ask, read the same host out of it. */
class MediaUrlFuzz {

    private final Source source = ConfiguredSource.of(
            "link-1",
            Map.of(
                    "kind", "link",
                    "secrets", TestSources.hash("link-source-secret"),
                    "media.hosts", "media.example.com,*.cdn.example:*,192.0.2.7:8080",
                    "media.plain-http", "true"));

    @FuzzTest
    void address(byte[] input) throws URISyntaxException {
        String text = new String(input, StandardCharsets.UTF_8);
        MediaUrl url = Parsing.unless(MediaException.class, () -> MediaUrl.check(text, source))
                .orElse(null);
        if (url == null) {
            return;
        }
        assertThat(url.host()).matches("media\\.example\\.com|[a-z0-9.-]+\\.cdn\\.example|192\\.0\\.2\\.7");
        assertThat(url.port()).isBetween(1, 65_535);
        HttpUrl asked = HttpUrl.get(url.text());
        assertThat(asked.scheme()).isEqualTo(url.scheme());
        assertThat(asked.host()).isEqualTo(url.host());
        assertThat(asked.port()).isEqualTo(url.port());
        assertThat(asked.username() + asked.password()).isEmpty();
        assertThat(asked.fragment()).isNull();
        URI other = new URI(url.text().replaceFirst("(?<=[0-9])[/?].*", "/"));
        assertThat(other.getHost()).isEqualTo(url.host());
        assertThat(other.getPort()).isEqualTo(url.port());
        assertThat(MediaUrl.check(url.text(), source)).isEqualTo(url);
    }

    /** What the platform itself knows not to be global is not asked. */
    @FuzzTest
    void reachable(byte[] input) throws UnknownHostException {
        InetAddress address = InetAddress.getByAddress(Arrays.copyOf(input, input.length < 16 ? 4 : 16));
        if (ReachableAddresses.isGlobal(address)) {
            assertThat(address.isLoopbackAddress()
                            || address.isAnyLocalAddress()
                            || address.isLinkLocalAddress()
                            || address.isSiteLocalAddress()
                            || address.isMulticastAddress())
                    .isFalse();
        }
    }
}
