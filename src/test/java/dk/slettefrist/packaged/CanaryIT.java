package dk.slettefrist.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.restassured.path.json.JsonPath;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dk.slettefrist.standalone.EmbeddedObjectStore;
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TestSources;
import dk.slettefrist.testing.TraceCollector;
import dk.slettefrist.testing.TwilioSigner;

/**
 * Invariant 6, from outside: numbers, CPR numbers, names and notes that nobody else has go into every input, good and bad ones, and are looked for in everything
 * that the service writes or tells others than operators. That they would be found is shown, too.
 */
class CanaryIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String ALL_TIME = "?from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z";

    /** The name of a PBX may be seen by everybody: by it is shown that what stands there is found. */
    private static final String SEEN = "pbx-" + digits();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> canaries = new LinkedHashMap<>();
    private final List<String> refusals = new ArrayList<>();
    private final List<Integer> accepted = new ArrayList<>();
    private String now;
    private Path objects;
    private TestServers servers;
    private TraceCollector collector;
    private PackagedService service;

    @BeforeEach
    void start() {
        servers = new TestServers() {
            @Override
            protected EmbeddedObjectStore startStore(Path folder) {
                objects = folder;
                return super.startStore(folder);
            }
        };
        Map<String, String> settings = new HashMap<>(servers.start());
        for (String setting : List.of("kind", "secrets", "media.hosts")) {
            settings.put(
                    "slettefrist.sources." + SEEN + "." + setting,
                    settings.get("slettefrist.sources.link-1." + setting));
        }
        collector = new TraceCollector();
        settings.put(
                "slettefrist.telemetry.traces-endpoint", collector.endpoint().toString());
        settings.put("slettefrist.log.json", "true");
        settings.put("slettefrist.retention.unflagged", "PT1M");
        settings.put("slettefrist.retention.flagged", "PT1M");
        settings.put("slettefrist.trace.fold-for", "PT1S");
        settings.put("quarkus.log.level", "INFO");
        service = PackagedService.start(settings).awaitReady();
        now = Instant.now().toString();
    }

    @AfterEach
    void stop() {
        service.close();
        servers.stop();
        collector.close();
    }

    @Test
    void shouldShowNothingPersonalAnywhereButToOperators() {
        // given
        String id = JsonPath.from(
                        ask("pbx", "PUT", recording("good"), Sound.wav()).body())
                .getString("id");
        ask(
                "operator",
                "PUT",
                "/api/v1/calls/" + canary("good call") + "/flag",
                """
                {"reason": "THREAT", "note": "%s"}""".formatted(canary("note")));
        String reason = digits();
        ask("supervisor", "GET", "/api/v1/recordings/" + id + "/audio?reason=" + reason, null);
        send(request(recording("seen"))
                .header("Authorization", basic(SEEN, TestSources.secret("link-1")))
                .PUT(BodyPublishers.ofByteArray(Sound.wav())));
        tellEverything();
        tellWhatIsRefused();
        source(SEEN, "application/json", TestSources.secret("link-1"), "no JSON");
        source(SEEN, "application/json", "wrong", "{}");
        List<String> names = objectNames();
        String operators = ask("operator", "GET", "/api/v1/calls", null).body();

        // when
        Awaitility.await().atMost(PATIENCE).until(() -> auditor("/api/v1/audit-events" + ALL_TIME + "&limit=1000")
                .contains("\"PURGED\""));
        Map<String, String> told = new LinkedHashMap<>();
        told.put("objects", String.join("\n", names));
        told.put("refusals", String.join("\n", refusals));
        told.put("metrics", new PackagedApi(service).metrics());
        told.put("readiness", get(service.managementUri("/q/health/ready").toString()));
        for (String report : List.of("audit-events", "reports/deletions", "reports/gaps", "reports/retention")) {
            told.put(report, auditor("/api/v1/" + report + ALL_TIME + "&limit=1000"));
        }
        Awaitility.await().atMost(PATIENCE).until(() -> collector.text().contains("purge"));
        told.put("traces", collector.text());
        told.put("log", service.log());

        // then
        assertThat(canaries.values().stream().filter(operators::contains)).hasSizeGreaterThan(3);
        assertThat(accepted).hasSizeGreaterThan(5);
        assertThat(refusals).hasSizeGreaterThan(20);
        assertThat(told.get("objects")).contains("rec/");
        assertThat(told.get("metrics"))
                .contains("slettefrist_", "slettefrist_database_requests_seconds_count{outcome=\"success\"}");
        assertThat(told.get("audit-events")).contains(id, "FLAGGED", "LOGIN_FAILED", "PURGED");
        assertThat(told.get("log")).contains("\"mdc\":{", "freeswitch-1");
        assertThat(told.get("audit-events")).contains(reason);
        assertThat(told.get("traces"))
                .contains(id, "receive", "flag", "listen", "purge")
                .doesNotContain(reason);
        for (String place : List.of("log", "metrics", "audit-events", "traces")) {
            assertThat(found(place, told, Map.of("name of a PBX", SEEN))).hasSize(1);
        }
        assertThat(told.entrySet().stream().flatMap(place -> found(place.getKey(), told, canaries).stream()))
                .isEmpty();
    }

    private void tellEverything() {
        ask(
                "pbx",
                "POST",
                "/api/v1/calls/events",
                """
                {"type": "call.started", "callId": "%s", "at": "%s", "operator": "%s", "queue": "%s", "caller": "%s", "callee": "%s"}
                """
                        .formatted(
                                canary("event call"),
                                now,
                                canary("event operator"),
                                canary("event queue"),
                                canary("event caller"),
                                canary("event callee")));
        source(
                "freeswitch-1",
                "application/json",
                """
                {"variables": {"uuid": "%s", "start_epoch": "%d", "end_epoch": "%d", "caller_id_name": "%s"},
                 "callflow": [{"caller_profile": {"caller_id_number": "%s", "destination_number": "%s"}}]}
                """
                        .formatted(
                                canary("cdr uuid"),
                                Instant.now().getEpochSecond() - 5,
                                Instant.now().getEpochSecond(),
                                canary("cdr name"),
                                canary("cdr caller"),
                                canary("cdr callee")));
        source(
                "link-1",
                "application/json",
                """
                {"recordingUrl": "http://127.0.0.1:9/%s.wav", "call": {"id": "%s"}, "agent": "%s", "caller": "%s"}
                """
                        .formatted(
                                canary("link file"), canary("link call"), canary("link agent"), canary("link caller")));
        source(
                "elks-1",
                "application/x-www-form-urlencoded",
                "callid=" + canary("elks call") + "&from="
                        + canary("elks from") + "&to=" + canary("elks to")
                        + "&created=2026&duration=5&wav=http://127.0.0.1:9/"
                        + canary("elks file"));
        String form = "CallSid=" + canary("twilio call") + "&RecordingSid=" + canary("twilio recording")
                + "&RecordingStatus=completed&From=" + canary("twilio from") + "&RecordingUrl="
                + encoded("https://127.0.0.1:9/" + canary("twilio file"));
        String address = "/api/v1/sources/twilio-1/webhook";
        send(request(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "X-Twilio-Signature",
                        TwilioSigner.sign(TestSources.secret("twilio-1"), TestSources.PUBLIC_URL + address, form))
                .POST(BodyPublishers.ofString(form)));
        ask(
                "supervisor",
                "PUT",
                "/api/v1/calls/" + canary("unknown call") + "/flag",
                """
                {"reason": "OTHER", "note": "%s"}""".formatted(canary("waiting note")));
    }

    private void tellWhatIsRefused() {
        ask("pbx", "PUT", recording("no sound"), canary("body").getBytes(StandardCharsets.UTF_8));
        ask("pbx", "PUT", recording("bad direction") + "&direction=" + canary("direction"), Sound.wav());
        ask("pbx", "PUT", "/api/v1/calls/c/recordings/r?startedAt=" + canary("time") + "&endedAt=" + now, Sound.wav());
        ask("pbx", "PUT", "/api/v1/calls/" + encoded(canary("identifier") + " ") + "/recordings/r", Sound.wav());
        for (String body : List.of("{\"type\": \"%s\"}", "{\"%s\": 1}", "{\"type\": %s", "[[[[[[\"%s\"", "%s")) {
            ask("pbx", "POST", "/api/v1/calls/events", body.formatted(canary(body)));
            ask("operator", "PUT", "/api/v1/calls/c/flag", body.formatted(canary("flag " + body)));
            for (String name : List.of("freeswitch-1", "link-1", "elks-1", "asterisk-1")) {
                source(name, "application/json", body.formatted(canary(name + body)));
            }
        }
        ask(
                "operator",
                "PUT",
                "/api/v1/extensions/" + canary("extension") + "/flag",
                "{\"call\": \"LAST\", \"reason\": \"THREAT\"}");
        ask("operator", "GET", "/api/v1/calls?since=" + canary("since"), null);
        ask("operator", "GET", "/api/v1/calls/" + canary("nobody's call"), null);
        ask("operator", "GET", "/api/v1/recordings/" + canary("recording id"), null);
        ask("supervisor", "GET", "/api/v1/recordings/" + canary("audio id") + "/audio", null);
        ask("auditor", "GET", "/api/v1/reports/retention?from=" + canary("from"), null);
        ask("operator", "GET", "/api/v1/" + canary("address"), null);
        ask("operator", "GET", "/" + canary("page") + "/" + canary("page of page"), null);
        ask(canary("user"), "GET", "/api/v1/calls", null);
        send(request("/api/v1/calls").header("Authorization", "Bearer " + canary("token")));
        send(request("/api/v1/sources/" + canary("source") + "/webhook?token=" + canary("query token"))
                .POST(BodyPublishers.ofString(canary("message"))));
        send(request("/api/v1/calls")
                .header("User-Agent", canary("agent"))
                .header("Referer", "http://x/" + canary("referer"))
                .header("Cookie", "q_session=" + canary("cookie"))
                .header("X-Forwarded-For", canary("forwarded"))
                .header("Accept", "text/" + canary("accept")));
        send(request("/api/v1/extensions/" + canary("extension of a page") + "/flag")
                .header("Authorization", basic("operator"))
                .header("Sec-Fetch-Site", "cross-site")
                .PUT(BodyPublishers.ofString(canary("page's body"))));
        send(request("/api/v1/calls/events")
                .header("Authorization", basic("pbx"))
                .header("Content-Type", "text/" + canary("type"))
                .POST(BodyPublishers.ofString(canary("text"))));
    }

    /** Which canaries are seen: their digits are enough, and so is what Base64 makes of them. */
    private static TreeSet<String> found(String place, Map<String, String> told, Map<String, String> canaries) {
        String text = told.get(place);
        return canaries.entrySet().stream()
                .filter(canary -> text.contains(canary.getValue().replaceAll(".*\\D", ""))
                        || text.contains(base64(canary.getValue())))
                .map(canary -> canary.getKey() + " in " + place)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** One of its kind a name: by turns a number, a CPR number and a name. */
    private String canary(String name) {
        return canaries.computeIfAbsent(name, unknown -> {
            String digits = digits();
            return switch (canaries.size() % 3) {
                case 0 -> "45" + digits;
                case 1 -> "010190-" + digits;
                default -> "Kanariefugl" + digits;
            };
        });
    }

    private static String digits() {
        return String.valueOf(ThreadLocalRandom.current().nextLong(1_000_000_000L, 10_000_000_000L));
    }

    private static String base64(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private String recording(String which) {
        return "/api/v1/calls/" + canary(which + " call") + "/recordings/" + canary(which + " recording")
                + "?startedAt=" + now
                + "&endedAt=" + now + "&operator=" + canary(which + " operator") + "&queue=" + canary(which + " queue")
                + "&caller=" + canary(which + " caller") + "&callee=" + canary(which + " callee");
    }

    private List<String> objectNames() {
        try (Stream<Path> files = Files.walk(objects)) {
            return files.map(file -> objects.relativize(file).toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> ask(String user, String method, String path, Object body) {
        HttpRequest.BodyPublisher sent = body instanceof byte[] bytes
                ? BodyPublishers.ofByteArray(bytes)
                : body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
        return send(request(path)
                .header("Authorization", basic(user))
                .header("Content-Type", body instanceof byte[] ? "audio/wav" : "application/json")
                .method(method, sent));
    }

    private void source(String name, String type, String body) {
        source(name, type, TestSources.secret(name), body);
    }

    private void source(String name, String type, String secret, String body) {
        send(request("/api/v1/sources/" + name + "/webhook?token=" + secret)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)));
    }

    private String auditor(String path) {
        return send(request(path).header("Authorization", basic("auditor"))).body();
    }

    private String get(String uri) {
        return send(HttpRequest.newBuilder(URI.create(uri))).body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.uri(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isLessThan(500);
            if (answer.statusCode() >= 400) {
                refusals.add(answer.headers().map() + answer.body());
            } else {
                accepted.add(answer.statusCode());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String basic(String user) {
        return basic(user, TestServers.password(user));
    }

    private static String basic(String user, String password) {
        String pair = user + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
