package dk.slettefrist.packaged;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

import io.restassured.path.json.JsonPath;

import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.TestServers;

/** What people ask of a packaged service. A call has one recording, of the same name. */
final class PackagedApi {

    /** The sound of every recording. */
    static final byte[] AUDIO = Sound.wav();

    private static final String ALL_TIME = "?from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z";

    private final HttpClient client = HttpClient.newHttpClient();
    private final PackagedService service;

    PackagedApi(PackagedService service) {
        this.service = service;
    }

    /** Asks with any proof of who asks. */
    static HttpResponse<String> get(PackagedService service, String path, String authorization) {
        return new PackagedApi(service).get(path, authorization);
    }

    static HttpResponse<String> put(PackagedService service, String path, String authorization, byte[] body) {
        return exchange(
                service,
                path,
                authorization,
                HttpRequest.newBuilder().PUT(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private static HttpResponse<String> exchange(
            PackagedService service, String path, String authorization, HttpRequest.Builder request) {
        return new PackagedApi(service)
                .exchange(
                        request.uri(service.uri(path)).header("Authorization", authorization),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** With the connections of the requests before. */
    HttpResponse<String> get(String path, String authorization) {
        return exchange(
                HttpRequest.newBuilder().uri(service.uri(path)).header("Authorization", authorization),
                HttpResponse.BodyHandlers.ofString());
    }

    /** A recording that ended now; answers our identifier. */
    String stored(String call) {
        Instant now = Instant.now();
        String path = "/api/v1/calls/" + call + "/recordings/" + call + "?startedAt=" + now + "&endedAt=" + now;
        HttpResponse<String> answer =
                expect(201, "pbx", path, HttpRequest.newBuilder().PUT(HttpRequest.BodyPublishers.ofByteArray(AUDIO)));
        return JsonPath.from(answer.body()).getString("id");
    }

    String flagged(String call) {
        String id = stored(call);
        expect(
                200,
                "operator",
                "/api/v1/calls/" + call + "/flag",
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString("{\"reason\": \"THREAT\"}")));
        return id;
    }

    void unflag(String call) {
        expect(
                200,
                "operator",
                "/api/v1/calls/" + call + "/flag",
                HttpRequest.newBuilder().DELETE());
    }

    boolean isPurged(String id) {
        HttpResponse<String> answer = text("operator", "/api/v1/recordings/" + id);
        return answer.statusCode() == 410 && JsonPath.from(answer.body()).get("purgedAt") != null;
    }

    /** The status of asking for the sound. */
    int audio(String id) {
        return text("supervisor", "/api/v1/recordings/" + id + "/audio").statusCode();
    }

    byte[] sound(String id) {
        return send(
                        "supervisor",
                        "/api/v1/recordings/" + id + "/audio",
                        HttpRequest.newBuilder(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    /** How many audit events of the type concern the recording. */
    int events(String type, String recording) {
        return JsonPath.from(text("auditor", "/api/v1/audit-events" + ALL_TIME + "&limit=1000")
                        .body())
                .param("type", type)
                .param("recording", recording)
                .getList("items.findAll { it.type == type && it.recording == recording }")
                .size();
    }

    String report() {
        return text("auditor", "/api/v1/reports/retention" + ALL_TIME).body();
    }

    String metrics() {
        return management("/q/metrics");
    }

    String ready() {
        return management("/q/health/ready");
    }

    private String management(String path) {
        return exchange(HttpRequest.newBuilder(service.managementUri(path)), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private HttpResponse<String> text(String user, String path) {
        return send(user, path, HttpRequest.newBuilder(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> expect(int status, String user, String path, HttpRequest.Builder request) {
        HttpResponse<String> answer = send(user, path, request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != status) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    private <T> HttpResponse<T> send(
            String user, String path, HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        String credentials = user + ":" + TestServers.password(user);
        String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        return exchange(request.uri(service.uri(path)).header("Authorization", "Basic " + basic), body);
    }

    private <T> HttpResponse<T> exchange(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(30)).build(), body);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
