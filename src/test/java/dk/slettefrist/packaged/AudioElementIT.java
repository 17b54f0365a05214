package dk.slettefrist.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.TestServers;

/** A real browser plays a recording and seeks in it. Runs where {@code -Dslettefrist.browser=} names a Chromium. */
@EnabledIfSystemProperty(named = "slettefrist.browser", matches = ".+")
class AudioElementIT {

    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]+)\"");

    private static TestServers servers;
    private static PackagedService service;

    @BeforeAll
    static void start() {
        servers = new TestServers();
        service = PackagedService.start(servers.start()).awaitReady();
    }

    @AfterAll
    static void stop() {
        service.close();
        servers.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01-bulky-waste.wav",
                "02-bin-not-emptied.wav",
                "03-passport.wav",
                "04-doctors-certificate.mp3",
                "05-passport.ogg",
                "06-recycling-centre.opus",
                "07-day-care.flac"
            })
    void shouldPlayAndSeekInABrowser(String file) throws Exception {
        Path audio = Path.of("deploy/demo/audio", file);
        String id = deliver(audio);

        try (BrowserPage page = BrowserPage.open(service, "/api/v1/recordings/" + id + "/audio")) {
            String result = page.awaitResult();

            assertThat(result).as(file).startsWith("played");
            assertThat(page.rangesAsked()).as("requests with a byte range").isPositive();
        }
    }

    private static String deliver(Path audio) throws Exception {
        String now = Instant.now().toString();
        String user = "pbx:" + TestServers.password("pbx");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(service.uri("/api/v1/calls/browser/recordings/" + audio.getFileName()
                                        + "?startedAt=" + now + "&endedAt=" + now))
                                .header(
                                        "Authorization",
                                        "Basic "
                                                + Base64.getEncoder()
                                                        .encodeToString(user.getBytes(StandardCharsets.UTF_8)))
                                .PUT(HttpRequest.BodyPublishers.ofFile(audio))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        Matcher id = ID.matcher(answer.body());
        assertThat(id.find()).as(answer.body()).isTrue();
        return id.group(1);
    }
}
