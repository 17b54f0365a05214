package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.OwnDatabase;
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TestSources;

/**
 * Requests by chance, made of what {@code /q/openapi} describes, with parameters, bodies and headers that nobody means well with. None is answered 5xx. The
 * long run: {@code -Dslettefrist.fuzz.requests=100000}; another seed: {@code -Dslettefrist.fuzz.seed=}.
 */
@Tag("side-by-side")
@QuarkusTest
@TestProfile(OwnDatabase.class)
@QuarkusTestResource(TestServers.class)
class InterfaceFuzzTest {

    private static final int REQUESTS = Integer.getInteger("slettefrist.fuzz.requests", 2_000);
    private static final long SEED = Long.getLong("slettefrist.fuzz.seed", 4711);
    private static final List<String> USERS = List.of("pbx", "operator", "supervisor", "auditor", "dpo", "admin");

    /** As they stand in a URL. */
    private static final List<String> IN_PATHS = List.of(
            "c",
            "%00",
            "%ff",
            "%2e%2e",
            "%2F",
            "%c0%ae",
            ";a=b",
            "a%0d%0ab",
            "%F0%9F%92%A9",
            "%E2%80%AE",
            "-",
            "%25",
            "%3F",
            "01990000-0000-7000-8000-000000000000",
            "a".repeat(129),
            "a".repeat(4000),
            "0",
            "-1",
            "null",
            "%7B%7D");

    private static final List<String> VALUES = List.of(
            "",
            "\0",
            "\u202e",
            "\ud83d\ude00",
            "a\r\nX-Injected: yes",
            "'; DROP TABLE call; --",
            "${jndi:ldap://x}",
            "=1+1",
            "<script>",
            "9999-12-31T23:59:59Z",
            "-999999999-01-01T00:00:00Z",
            "+1000000000-12-31T23:59:59.999999999Z",
            "2026-11-24T10:00:00+18:00",
            "2026-02-30T00:00:00Z",
            "1970-01-01T00:00:00Z",
            "2026-11-24",
            "INBOUND",
            "THREAT",
            "LAST",
            "CURRENT",
            "call.ended",
            "call.started",
            "PT1S",
            "9223372036854775808",
            "-1",
            "0",
            "1000",
            "1e309",
            "NaN",
            "null",
            "true",
            "a".repeat(200),
            "x".repeat(5000),
            "é".repeat(300));

    private static final List<String> JSON = List.of(
            "",
            "null",
            "[]",
            "{",
            "\"",
            "[[[[[[[[",
            "{\"a\":{\"a\":{\"a\":1}}}",
            "1e400",
            "{\"type\":1}",
            "{\"type\":[]}",
            "{\"type\":{}}",
            "\ufeff{}",
            "{\"callId\":\"\\ud800\"}",
            "{\"callId\":\"\\u0000\"}",
            "{} {}",
            "{\"type\":\"call.ended\",\"type\":\"call.started\"}");

    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json;charset=utf-16",
            "application/json;charset=nonsense",
            "text/plain",
            "audio/wav",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=b",
            "*/*",
            "a/b;");

    private static final List<String> RANGES = List.of(
            "bytes=0-",
            "bytes=-1",
            "bytes=5-2",
            "bytes=0-0,2-3",
            "bytes=99999999999999999999-",
            "lines=1-2",
            "bytes=",
            "x");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Random chance = new Random(SEED);

    @TestHTTPResource
    URI service;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Test
    void shouldAnswerNothingWithAFailureOfItsOwn() throws Exception {
        // given
        List<Operation> operations =
                new ArrayList<>(Operation.described(management).values());
        Map<Integer, Integer> answers = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        Set<String> reached = new TreeSet<>();

        // when
        for (int i = 0; i < REQUESTS; i++) {
            Operation operation = one(operations);
            HttpRequest request = request(operation);
            HttpResponse<String> answer = send(request);
            answers.merge(answer.statusCode(), 1, Integer::sum);
            if (!List.of(401, 403, 429).contains(answer.statusCode())) {
                reached.add(operation.name());
            }
            if (answer.statusCode() >= 500
                    || answer.body().contains("dk.slettefrist")
                    || answer.body().contains("\tat ")) {
                failures.add(i + ": " + operation.name() + " " + request.uri() + " "
                        + request.headers().map() + " -> " + answer.statusCode() + " " + answer.body());
            }
        }

        // then
        System.out.println("Answers to " + REQUESTS + " requests by chance: " + answers);
        assertThat(failures).isEmpty();
        assertThat(reached).hasSize(operations.size());
        assertThat(answers).containsKeys(400, 401, 403, 404);
        assertThat(answers.keySet()).anyMatch(status -> status < 300);
    }

    private HttpRequest request(Operation operation) {
        String path = operation.path();
        for (String parameter : operation.pathParameters()) {
            path = path.replace("{" + parameter + "}", pathValue(parameter));
        }
        String query = operation.queryParameters().stream()
                .filter(name -> chance.nextInt(3) > 0)
                .map(name -> name + "=" + encoded(one(VALUES)))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(service.resolve(path + (query.isEmpty() ? "" : "?" + query)));
        if (chance.nextInt(20) > 0) {
            request.header("Authorization", authorization(operation));
        }
        if (chance.nextInt(4) == 0) {
            request.header("Range", one(RANGES));
        }
        if (chance.nextInt(4) == 0) {
            request.header(
                    "Accept", one(List.of("text/csv", "application/json", "image/png", "*/*;q=nonsense", "text/html")));
        }
        if (chance.nextInt(8) == 0) {
            request.header(
                    "Content-Digest",
                    one(List.of("sha-256=:AAAA:", "sha-256=:", "md5=:AA==:", "sha-256=1", ",,,", "a=?1")));
        }
        if (chance.nextInt(8) == 0) {
            request.header("webhook-id", "1").header("webhook-timestamp", "0").header("webhook-signature", "v1,AAAA");
        }
        if (operation.takes().isEmpty() && !List.of("PUT", "POST").contains(operation.method())) {
            return request.method(operation.method(), BodyPublishers.noBody()).build();
        }
        return request.header(
                        "Content-Type",
                        chance.nextBoolean() ? operation.takes().orElse("application/json") : one(TYPES))
                .method(operation.method(), BodyPublishers.ofByteArray(body(operation)))
                .build();
    }

    private String pathValue(String parameter) {
        return parameter.equals("source") && chance.nextInt(4) > 0
                ? one(List.of(
                        "asterisk-1",
                        "freeswitch-1",
                        "link-1",
                        "elks-1",
                        "generic-1",
                        "rtpengine-1",
                        "twilio-1",
                        "telnyx-1"))
                : one(IN_PATHS);
    }

    private byte[] body(Operation operation) {
        return switch (chance.nextInt(6)) {
            case 0 -> one(JSON).getBytes(StandardCharsets.UTF_8);
            case 1 -> bytes();
            case 2 -> Sound.wav();
            case 3 ->
                ("--b\r\nContent-Disposition: form-data; name=\"audio\"; filename=\""
                                + one(VALUES).replaceAll("\\p{Cntrl}", "") + "\"\r\n\r\nRIFF\r\n--b--")
                        .getBytes(StandardCharsets.UTF_8);
            case 4 ->
                ("cdr=" + encoded(one(JSON)) + "&callid=" + encoded(one(VALUES)) + "&wav=" + encoded(one(VALUES)))
                        .getBytes(StandardCharsets.UTF_8);
            default -> json(operation).getBytes(StandardCharsets.UTF_8);
        };
    }

    private String json(Operation operation) {
        return operation.fields().stream()
                .filter(name -> chance.nextInt(5) > 0)
                .map(name -> "\"" + name + "\":" + quoted(one(VALUES)))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String value) {
        return "\""
                + value.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\0", "\\u0000")
                        .replace("\r", "\\r")
                        .replace("\n", "\\n")
                + "\"";
    }

    private byte[] bytes() {
        byte[] bytes = new byte[chance.nextInt(300)];
        chance.nextBytes(bytes);
        return bytes;
    }

    /** Mostly somebody who may, else anybody. */
    private String authorization(Operation operation) {
        if (operation.path().contains("{source}") && chance.nextInt(4) > 0) {
            return TestSources.basic(one(List.of("asterisk-1", "freeswitch-1", "link-1", "elks-1", "rtpengine-1")));
        }
        String user = chance.nextInt(4) > 0 && !operation.roles().isEmpty()
                ? one(operation.roles().stream().sorted().toList())
                : one(USERS);
        String pair = user + ":" + (chance.nextInt(50) == 0 ? one(VALUES) : TestServers.password(user));
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** Once more where the connection was closed behind the answer before: the client had not seen it yet. */
    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private <T> T one(List<T> all) {
        return all.get(chance.nextInt(all.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
