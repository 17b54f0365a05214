package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.RawConnection;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

/** What those see who run the service. */
@Tag("side-by-side")
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class MetricsTest {

    private static final Pattern HELP = Pattern.compile("# HELP (slettefrist_\\S+) (.*)");

    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+)[ {]");
    private static final Pattern DOCUMENTED = Pattern.compile("`(slettefrist_[a-z_]+)");
    private static final Pattern ASKED = Pattern.compile("\\b((?:slettefrist|agroal|jvm|process)_(?!runbooks)[a-z_]+)");

    /** Not there before something happened that does not happen here. Those tests see them count that make it happen. */
    private static final Set<String> NOT_ALWAYS_THERE = Set.of(
            "slettefrist_inbox_failing_seconds",
            "slettefrist_inbox_looked_seconds",
            "slettefrist_inbox_objects_total",
            "slettefrist_inbox_refused",
            "slettefrist_inbox_waiting",
            "slettefrist_media_attempts_total",
            "slettefrist_media_given_up_total",
            "slettefrist_reconciled_total",
            "slettefrist_requests_refused_total");

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
    void shouldHaveWhatIsDocumented() throws IOException {
        // given
        switchboard.pbx().recording().stored();
        signInInVain();
        tellInVain();

        // when
        Set<String> samples = found(SAMPLE, scrape());

        // then
        Set<String> documented = found(DOCUMENTED, Files.readString(Path.of("docs/CONFIGURATION.md")));
        assertThat(documented).hasSizeGreaterThan(35).allSatisfy(name -> assertThat(samples)
                .as(name)
                .anyMatch(sample -> sample.matches(name + "(_count)?") || isElsewhere(name)));
    }

    @Test
    void shouldHaveWhatRulesAndDashboardAskFor() throws IOException {
        // given
        switchboard.pbx().recording().stored();
        signInInVain();
        tellInVain();

        // when
        Set<String> samples = found(SAMPLE, scrape());

        // then
        for (String file : List.of("slettefrist.rules.yml", "slettefrist.dashboard.json")) {
            Set<String> asked = found(ASKED, Files.readString(Path.of("deploy/observability", file)));
            assertThat(asked).hasSizeGreaterThan(25).allMatch(name -> samples.contains(name) || isElsewhere(name));
        }
    }

    /** Who was silent from the start would not be missed otherwise. */
    @Test
    void shouldCountFromZeroWhatSourcesDeliver() {
        assertThat(scrape())
                .contains(
                        "slettefrist_recordings_total{outcome=\"stored\",source=\"generic-1\"}",
                        "slettefrist_recordings_total{outcome=\"unavailable\",source=\"pbx2\"}");
    }

    @Test
    void shouldTellHowManyUploadsGoOnAndMay() {
        assertThat(value("slettefrist_uploads_in_progress")).isNotNegative();
        assertThat(value("slettefrist_uploads_limit")).isGreaterThanOrEqualTo(2);
    }

    @Test
    void shouldTellWhatIsKept() {
        // given
        await().untilAsserted(() -> assertThat(value("slettefrist_kept_recordings{flagged=\"false\"}"))
                .isZero());

        // when
        switchboard.pbx().recording().stored();

        // then
        await().untilAsserted(() -> {
            assertThat(value("slettefrist_kept_recordings{flagged=\"false\"}")).isEqualTo(1);
            assertThat(value("slettefrist_kept_bytes{flagged=\"false\"}")).isGreaterThan(100);
        });
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

    /** Nobody begins to read their audio. */
    @Test
    void shouldCountWhatIsRefusedBeforeItsAudio() {
        // given
        double unnamed = value("slettefrist_recordings_total{outcome=\"invalid-request\",source=\"pbx\"}");
        double large = value("slettefrist_recordings_total{outcome=\"too-large\",source=\"pbx\"}");

        // when
        switchboard.pbx().recording().without("endedAt").put().then().statusCode(400);
        Delivery form = switchboard.pbx().recording();
        form.form().post(Delivery.formPath(), form.callId()).then().statusCode(400);
        try (RawConnection connection = form.open("Content-Length: 999999999999")) {
            assertThat(connection.status()).isEqualTo(413);
        }

        // then
        assertThat(value("slettefrist_recordings_total{outcome=\"invalid-request\",source=\"pbx\"}"))
                .isEqualTo(unnamed + 2);
        assertThat(value("slettefrist_recordings_total{outcome=\"too-large\",source=\"pbx\"}"))
                .isEqualTo(large + 1);
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

    private void signInInVain() {
        double before = sum("slettefrist_refusals_total");
        RestAssured.given()
                .auth()
                .preemptive()
                .basic("nobody", "wrong")
                .get("/api/v1/calls")
                .then()
                .statusCode(401);
        await().untilAsserted(
                        () -> assertThat(sum("slettefrist_refusals_total")).isEqualTo(before + 1));
    }

    /** As a PBX whose secret is wrong. */
    private void tellInVain() {
        String refused = "slettefrist_webhooks_total{outcome=\"refused\",source=\"generic-1\"}";
        double before = value(refused);
        RestAssured.given()
                .contentType("application/json")
                .body("{}")
                .post("/api/v1/sources/generic-1/webhook?token=wrong-wrong-wrong")
                .then()
                .statusCode(401);
        assertThat(value(refused)).isEqualTo(before + 1);
    }

    private static boolean isElsewhere(String name) {
        return NOT_ALWAYS_THERE.contains(name)
                && code().contains("\"" + name.replaceAll("_total$", "").replace('_', '.') + "\"");
    }

    private static String code() {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            StringBuilder code = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                code.append(Files.readString(file));
            }
            return code.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }

    private double value(String series) {
        return scrape().lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(0);
    }

    /** Of all its series. */
    private double sum(String name) {
        return scrape().lines()
                .filter(line -> line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private String scrape() {
        return RestAssured.get(management.resolve("/q/metrics")).asString();
    }
}
