package dk.slettefrist.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.restassured.path.json.JsonPath;
import org.awaitility.Awaitility;

import dk.slettefrist.testing.FreePort;

/** A real Keycloak with the realm of {@code deploy/keycloak}, whose persons and further clients a test adds. The build unpacks it. */
final class Keycloak implements AutoCloseable {

    /** Of the realm's client, and of every client that a test adds. */
    static final String CLIENT_SECRET = "the-client-s-secret-of-this-test";

    /** Of every person that a test adds. */
    static final String PASSWORD = "correct horse battery staple";

    private static final Path HOME = Path.of(System.getProperty("slettefrist.keycloak"));
    private static final Path REALM = Path.of("deploy", "keycloak", "slettefrist-realm.json");
    private static final String ADMIN = "test-admin";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;
    private final URI base;

    private Keycloak(Process process, Path log, URI base) {
        this.process = process;
        this.log = log;
        this.base = base;
    }

    /**
     * Starts it, and waits until it answers.
     *
     * @param port where it listens, on the loopback address
     * @param service where people reach the service
     */
    static Keycloak start(int port, URI service) {
        try {
            Path realms = Files.createDirectories(HOME.resolve("data").resolve("import"));
            Files.copy(REALM, realms.resolve(REALM.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            Path log = Files.createTempFile(Path.of("target"), "keycloak", ".log");
            ProcessBuilder builder = new ProcessBuilder(
                            "sh",
                            HOME.resolve("bin").resolve("kc.sh").toString(),
                            "start-dev",
                            "--import-realm",
                            "--db=dev-mem",
                            "--http-host=127.0.0.1",
                            "--http-port=" + port,
                            "--http-management-port=" + FreePort.next())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment()
                    .putAll(Map.of(
                            "KC_BOOTSTRAP_ADMIN_USERNAME",
                            ADMIN,
                            "KC_BOOTSTRAP_ADMIN_PASSWORD",
                            PASSWORD,
                            "SLETTEFRIST_OIDC_CLIENT_SECRET",
                            CLIENT_SECRET,
                            "SLETTEFRIST_URL",
                            service.toString(),
                            "JAVA_HOME",
                            System.getProperty("java.home"),
                            "JAVA_OPTS_APPEND",
                            "-Xmx512m -XX:TieredStopAtLevel=1"));
            Keycloak keycloak = new Keycloak(builder.start(), log, base(port));
            keycloak.awaitAnswer();
            return keycloak;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the realm, when Keycloak listens there. */
    static URI issuer(int port) {
        return base(port).resolve("/realms/slettefrist");
    }

    private static URI base(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private URI issuer() {
        return base.resolve("/realms/slettefrist");
    }

    /** Adds a person. */
    void person(String name, String... roles) {
        admin(
                "POST",
                "/users",
                """
                {"username": "%s", "enabled": true, "email": "%s@example.dk", "emailVerified": true, "firstName": "F", "lastName": "L",
                 "credentials": [{"type": "password", "value": "%s", "temporary": false}]}
                """
                        .formatted(name, name, PASSWORD));
        String id = JsonPath.from(admin("GET", "/users?exact=true&username=" + name, null))
                .getString("[0].id");
        List<String> all = new ArrayList<>();
        for (String role : roles) {
            all.add(admin("GET", "/roles/" + role, null));
        }
        admin("POST", "/users/" + id + "/role-mappings/realm", all.toString());
    }

    void role(String name) {
        admin("POST", "/roles", "{\"name\": \"" + name + "\"}");
    }

    /**
     * Adds a client with which a test gets tokens by password.
     *
     * @param audience whom its tokens are for, or null for nobody in particular
     * @param lifespan of its tokens
     */
    void client(String id, String audience, Duration lifespan) {
        String mapper = audience == null
                ? ""
                : """
                {"name": "audience", "protocol": "openid-connect", "protocolMapper": "oidc-audience-mapper",
                 "config": {"included.client.audience": "%s", "access.token.claim": "true", "id.token.claim": "true"}}
                """
                        .formatted(audience);
        admin(
                "POST",
                "/clients",
                """
                {"clientId": "%s", "secret": "%s", "publicClient": false, "directAccessGrantsEnabled": true,
                 "attributes": {"access.token.lifespan": "%d"}, "protocolMappers": [%s]}
                """
                        .formatted(id, CLIENT_SECRET, lifespan.toSeconds(), mapper));
    }

    /**
     * Adds a client at which people sign in, as they do at that of the realm.
     *
     * @param lifespan of its tokens
     * @param address where people reach the service
     */
    void application(String id, String secret, Duration lifespan, URI address) {
        admin(
                "POST",
                "/clients",
                """
                {"clientId": "%s", "secret": "%s", "publicClient": false, "redirectUris": ["%s/session/signed-in"],
                 "attributes": {"access.token.lifespan": "%d", "pkce.code.challenge.method": "S256"}}
                """
                        .formatted(id, secret, address, lifespan.toSeconds()));
    }

    /** From now on a client has this secret, and no other. */
    void changeSecret(String client, String secret) {
        String id =
                JsonPath.from(admin("GET", "/clients?clientId=" + client, null)).getString("[0].id");
        admin("PUT", "/clients/" + id, "{\"secret\": \"" + secret + "\"}");
    }

    /** From now on tokens are signed with a new key; the old one is gone for good when {@code forget} says so. */
    void changeKey(boolean forget) {
        String realm = JsonPath.from(admin("GET", "", null)).getString("id");
        String provider = "org.keycloak.keys.KeyProvider";
        List<String> old = JsonPath.from(admin("GET", "/components?type=" + provider, null))
                .getList("findAll { it.providerId == 'rsa-generated' }.id");
        admin(
                "POST",
                "/components",
                """
                {"name": "rsa-%d", "providerId": "rsa-generated", "providerType": "%s", "parentId": "%s",
                 "config": {"priority": ["%d"], "enabled": ["true"], "active": ["true"], "algorithm": ["RS256"], "keySize": ["2048"]}}
                """
                        .formatted(old.size(), provider, realm, 1000 + old.size()));
        if (forget) {
            old.forEach(id -> admin("DELETE", "/components/" + id, null));
        }
    }

    /** The answer to a person's password: {@code access_token}, {@code id_token}. */
    JsonPath tokens(String client, String person) {
        HttpResponse<String> answer = form(
                issuer(),
                Map.of(
                        "grant_type", "password",
                        "client_id", client,
                        "client_secret", CLIENT_SECRET,
                        "username", person,
                        "password", PASSWORD,
                        "scope", "openid"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonPath.from(answer.body());
    }

    /** A token of another realm, whose keys are others. */
    String foreignToken() {
        HttpResponse<String> answer = form(
                base.resolve("/realms/master"),
                Map.of("grant_type", "password", "client_id", "admin-cli", "username", ADMIN, "password", PASSWORD));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonPath.from(answer.body()).getString("access_token");
    }

    /** The public key of the realm, as anybody can read it. */
    String publicKey() {
        return JsonPath.from(get(issuer())).getString("public_key");
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String admin(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/admin/realms/slettefrist" + path))
                .header("Authorization", "Bearer " + foreignToken())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = send(request);
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, path, answer.body())
                .isBetween(200, 299);
        return answer.body();
    }

    private HttpResponse<String> form(URI realm, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(URI.create(realm + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private String get(URI uri) {
        return send(HttpRequest.newBuilder(uri).build()).body();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitAnswer() {
        Awaitility.await("Keycloak: " + log)
                .atMost(Duration.ofSeconds(180))
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("Keycloak ended:\n" + Files.readString(log));
                    }
                    return send(HttpRequest.newBuilder(issuer()).build()).statusCode() == 200;
                });
    }
}
