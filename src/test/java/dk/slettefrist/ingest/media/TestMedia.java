package dk.slettefrist.ingest.media;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import okhttp3.Credentials;

import dk.slettefrist.source.AllowedHost;
import dk.slettefrist.source.Network;
import dk.slettefrist.source.Recorded;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;
import dk.slettefrist.testing.TestSources;

/** What a source says of its media; each method gives one that differs in one thing. By default https to {@code media.example}, no redirects off it. */
record TestMedia(
        List<String> hosts,
        boolean plainHttp,
        List<String> networks,
        Optional<String> user,
        Optional<String> bearer,
        Duration timeout) {

    static final String PASSWORD = "vendor-password";

    static TestMedia from(String... hosts) {
        return new TestMedia(
                List.of(hosts), false, List.of(), Optional.empty(), Optional.empty(), Duration.ofSeconds(20));
    }

    TestMedia plain() {
        return new TestMedia(hosts, true, networks, user, bearer, timeout);
    }

    TestMedia in(String... allowed) {
        return new TestMedia(hosts, plainHttp, List.of(allowed), user, bearer, timeout);
    }

    TestMedia as(String name) {
        return new TestMedia(hosts, plainHttp, networks, Optional.of(name), bearer, timeout);
    }

    TestMedia bearing(String token) {
        return new TestMedia(hosts, plainHttp, networks, user, Optional.of(token), timeout);
    }

    TestMedia within(Duration time) {
        return new TestMedia(hosts, plainHttp, networks, user, bearer, time);
    }

    Source source() {
        return new Source(
                "vendor",
                SourceKind.LINK,
                List.of(TestSources.hash("vendor-source-secret")),
                ZoneOffset.UTC,
                Optional.empty(),
                Map.of(),
                Recorded.ANSWERED,
                false,
                new Source.Media(
                        Optional.empty(),
                        hosts.stream().map(AllowedHost::parse).toList(),
                        plainHttp,
                        networks.stream().map(Network::parse).toList(),
                        () -> user.map(name -> Credentials.basic(name, PASSWORD, StandardCharsets.UTF_8))
                                .or(() -> bearer.map(token -> "Bearer " + token)),
                        Duration.ofDays(3),
                        timeout,
                        3,
                        true));
    }
}
