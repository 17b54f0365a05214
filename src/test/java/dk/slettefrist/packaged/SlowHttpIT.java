package dk.slettefrist.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.restassured.path.json.JsonPath;
import org.awaitility.Awaitility;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import dk.slettefrist.testing.TestServers;

/**
 * Two thousand slow connections of Debian's {@code slowhttptest}, half of them with heads that never end and half with bodies, while others use the
 * service. How long those wait is told and not asserted: it depends on the machine.
 */
@Tag("alone")
@EnabledIfSystemProperty(named = "slettefrist.slowhttp", matches = ".+")
class SlowHttpIT {

    private static final Logger LOG = Logger.getLogger(SlowHttpIT.class);
    private static final String TOOL = System.getProperty("slettefrist.slowhttp");
    private static final int CONNECTIONS_OF_A_KIND = 1000;
    private static final int SECONDS = 20;
    private static final int ROUNDS = 3;
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration QUIET = Duration.ofSeconds(SECONDS);
    private static final float MOST_LAG_SECONDS = 5;

    private static final String OPERATOR = "Basic "
            + Base64.getEncoder()
                    .encodeToString(("operator:" + TestServers.password("operator")).getBytes(StandardCharsets.UTF_8));

    private static TestServers servers;
    private static PackagedService service;

    @BeforeAll
    static void start() {
        servers = new TestServers();
        Map<String, String> settings = new HashMap<>(servers.start());
        settings.keySet().removeIf(name -> name.startsWith("slettefrist.web.limits."));
        settings.put("slettefrist.retention.unflagged", "PT8S");
        service = PackagedService.start(settings, "-Xmx256m").awaitReady();
    }

    @AfterAll
    static void stop() {
        service.close();
        servers.stop();
    }

    @Test
    void shouldServeOthersAndPurgeInTimeBesideSlowClients() throws Exception {
        // given
        PackagedApi api = new PackagedApi(service);
        List<String> recordings = new ArrayList<>();
        List<Long> quiet = new ArrayList<>();
        List<Long> besides = new ArrayList<>();
        useFor(WARM_UP, api, recordings, new ArrayList<>());

        // when
        for (int i = 0; i < ROUNDS; i++) {
            useFor(QUIET, api, recordings, quiet);
            besideSlowClients(api, recordings, besides);
        }

        // then
        Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> recordings.stream()
                .allMatch(api::isPurged));
        float lag = JsonPath.from(api.report()).getFloat("purgeLagSeconds.max");
        LOG.infof(
                "Quiet: %s. Beside slow clients: %s. Longest lag of the purge %.2f s",
                figures(quiet), figures(besides), lag);
        assertThat(lag).isLessThan(MOST_LAG_SECONDS);
        assertThat(service.log()).doesNotContain(" ERROR ");
    }

    private static void useFor(Duration time, PackagedApi api, List<String> recordings, List<Long> micros) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < time.toNanos()) {
            use(api, recordings, micros);
        }
    }

    private static void besideSlowClients(PackagedApi api, List<String> recordings, List<Long> micros)
            throws IOException {
        List<Process> slow =
                List.of(attack("-H", "GET", "/api/v1/calls"), attack("-B", "POST", "/api/v1/sources/link-1/webhook"));
        try {
            while (slow.stream().anyMatch(Process::isAlive)) {
                use(api, recordings, micros);
            }
        } finally {
            slow.forEach(Process::destroyForcibly);
        }
    }

    /** Looks at the calls, and delivers a recording now and then. What is refused fails the test. */
    private static void use(PackagedApi api, List<String> recordings, List<Long> micros) {
        long begin = System.nanoTime();
        if (micros.size() % 20 == 0) {
            recordings.add(api.stored("slow-" + UUID.randomUUID()));
        } else {
            assertThat(api.get("/api/v1/calls?limit=10", OPERATOR).statusCode()).isEqualTo(200);
        }
        micros.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin));
    }

    private static Process attack(String kind, String method, String path) throws IOException {
        Path log = Files.createTempFile(Path.of("target"), "slowhttptest", ".log");
        return new ProcessBuilder(
                        TOOL,
                        kind,
                        "-c",
                        Integer.toString(CONNECTIONS_OF_A_KIND),
                        "-r",
                        "500",
                        "-i",
                        "3",
                        "-l",
                        Integer.toString(SECONDS),
                        "-t",
                        method,
                        "-u",
                        service.uri(path).toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static String figures(List<Long> micros) {
        return "%d requests, p50 %.1f ms, p99 %.1f ms"
                .formatted(micros.size(), percentile(micros, 50) / 1e3, percentile(micros, 99) / 1e3);
    }

    private static long percentile(List<Long> micros, int percent) {
        return micros.stream().sorted().toList().get(micros.size() * percent / 100);
    }
}
