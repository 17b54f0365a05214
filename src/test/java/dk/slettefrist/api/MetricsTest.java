package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.RawConnection;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

/** What those see who run the service. */
@Tag("side-by-side")
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class MetricsTest {

    private static final Pattern HELP = Pattern.compile("# HELP (slettefrist_\\S+) (.*)");

    @Inject
    Switchboard switchboard;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @BeforeEach
    void empty() {
        switchboard.startAfresh();
    }

    @Test
    void shouldSayWhatEachOfThemMeans() throws IOException {
        // given
        switchboard.pbx().recording().stored();
        String documented = Files.readString(Path.of("docs/CONFIGURATION.md"));

        // when
        List<MatchResult> all = HELP.matcher(scrape()).results().toList();

        // then
        assertThat(all).hasSizeGreaterThan(25);
        assertThat(all).filteredOn(metric -> metric.group(2).isBlank()).isEmpty();
        assertThat(all)
                .extracting(metric -> metric.group(1).replaceAll("_(max|seconds|seconds_max|recordings_max)$", ""))
                .allSatisfy(name -> assertThat(documented).contains("`" + name));
    }

    @Test
    void shouldCountWhatCameOfRecordingsBySource() {
        // given
        double stored = value("slettefrist_recordings_total{outcome=\"stored\",source=\"pbx\"}");
        double bytes = value("slettefrist_recordings_stored_bytes_total{source=\"pbx\"}");
        double refused = value("slettefrist_recordings_total{outcome=\"unsupported-media\",source=\"pbx\"}");

        // when
        switchboard.pbx().recording().stored();
        switchboard
                .pbx()
                .recording()
                .audio("no sound at all".getBytes(StandardCharsets.US_ASCII))
                .put();

        // then
        assertThat(value("slettefrist_recordings_total{outcome=\"stored\",source=\"pbx\"}"))
                .isEqualTo(stored + 1);
        assertThat(value("slettefrist_recordings_stored_bytes_total{source=\"pbx\"}"))
                .isGreaterThan(bytes + 100);
        assertThat(value("slettefrist_recordings_total{outcome=\"unsupported-media\",source=\"pbx\"}"))
                .isEqualTo(refused + 1);
    }

    @Test
    void shouldTimeAndCountFlags() {
        // given
        String done = "slettefrist_flags_seconds_count{action=\"flag\",outcome=\"done\"}";
        double before = value(done);

        // when
        switchboard.operator().flags(Switchboard.newId("call"));

        // then
        assertThat(value(done)).isEqualTo(before + 1);
    }

    /** Figures stay until the process ends: whoever could name them could fill its memory, and would write numbers of people into them. */
    @Test
    void shouldKeepNoFigureByWhatAStrangerWrites() {
        // given
        String number = Switchboard.newId("12345678");

        // when
        try (RawConnection invented = RawConnection.open(null)) {
            invented.head("INVENTED" + number.replaceAll("[^0-9]", ""), "/");
            assertThat(invented.everything()).startsWith("HTTP/1.1 400 ");
        }
        RestAssured.given()
                .header("Sec-Fetch-Site", "cross-site")
                .put("/api/v1/extensions/" + number + "/flag")
                .then()
                .statusCode(403);
        await().until(() ->
                scrape().matches("(?s).*\nhttp_server_requests_seconds_count\\{[^}]*status=\"403\"[^}]*}.*"));

        // then
        assertThat(scrape()).doesNotContain("INVENTED", number, "extensions");
    }

    @Test
    void shouldTellOfTheConnectionsToTheDatabase() {
        assertThat(scrape()).contains("agroal_awaiting_count", "agroal_active_count");
    }

    private double value(String series) {
        return scrape().lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(0);
    }

    private String scrape() {
        return RestAssured.get(management.resolve("/q/metrics")).asString();
    }
}
