package dk.slettefrist.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.sun.net.httpserver.HttpServer;
import io.restassured.path.json.JsonPath;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.FreePort;
import dk.slettefrist.testing.RawConnection;
import dk.slettefrist.testing.TestServers;

/** People whom a real Keycloak knows, with the realm of {@code deploy/keycloak}. The service was started before Keycloak was there. */
class KeycloakIT {

    private static final String CLIENT = "test-client";
    private static final String CALLS = "/api/v1/calls";
    private static final String AUDIT = "/api/v1/audit-events?from=2026-01-01T00:00:00Z&to=2100-01-01T00:00:00Z";

    private static TestServers servers;
    private static Map<String, String> settings;
    private static PackagedService service;
    private static Keycloak keycloak;
    private static int recordingWithoutKeycloak;
    private static HttpResponse<String> tokenWithoutKeycloak;
    private static HttpResponse<String> pageWithoutKeycloak;

    @BeforeAll
    static void start() {
        servers = new TestServers();
        int port = FreePort.next();
        settings = new HashMap<>(servers.start());
        settings.put("slettefrist.oidc.enabled", "true");
        settings.put("slettefrist.oidc.issuer", Keycloak.issuer(port).toString());
        settings.put("slettefrist.oidc.client-secret", Keycloak.CLIENT_SECRET);
        settings.put("slettefrist.web.limits.failed-proofs", "100");
        settings.put("quarkus.http.auth.roles-mapping.\"IT-drift\"", "admin,auditor");
        service = PackagedService.start(settings).awaitReady();
        recordingWithoutKeycloak =
                new PackagedApi(service).stored("before-keycloak").isEmpty() ? 0 : 201;
        tokenWithoutKeycloak = PackagedApi.get(service, CALLS, "Bearer " + encode("{\"alg\":\"RS256\"}") + ".e30.AAAA");
        pageWithoutKeycloak = new Visitor().get(service.uri("/session"));
        keycloak = Keycloak.start(port, service.uri(""));
        keycloak.client(CLIENT, "slettefrist", Duration.ofMinutes(5));
        keycloak.role("pbx");
        keycloak.role("IT-drift");
        for (String role : List.of("operator", "supervisor", "auditor", "dpo", "admin", "pbx", "IT-drift")) {
            keycloak.person("anna-" + role.toLowerCase(), role);
        }
        keycloak.person("nobody");
    }

    @AfterAll
    static void stop() {
        keycloak.close();
        service.close();
        servers.stop();
    }

    @Test
    void shouldTakeRecordingsBeforeTheProviderIsThere() {
        assertThat(recordingWithoutKeycloak).isEqualTo(201);
    }

    @Test
    void shouldSayThatTheProviderIsAway() {
        assertThat(List.of(tokenWithoutKeycloak, pageWithoutKeycloak)).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("urn:slettefrist:problem:unavailable", "identity provider");
            assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "anna-operator,   200, 403",
        "anna-supervisor, 200, 403",
        "anna-auditor,    403, 200",
        "anna-dpo,        403, 200",
        "anna-admin,      403, 403",
        "anna-pbx,        403, 403",
        "anna-it-drift,   403, 200",
        "nobody,          403, 403"
    })
    void shouldLetAPersonDoWhatItsRoleMay(String person, int calls, int audit) {
        // given
        String token = token(CLIENT, person);

        // when
        List<Integer> answers = List.of(status(CALLS, token), status(AUDIT, token));

        // then
        assertThat(answers).containsExactly(calls, audit);
    }

    @Test
    void shouldNeverTakeAPersonForAPbx() {
        // given
        String token = token(CLIENT, "anna-pbx");
        String now = Instant.now().toString();

        // when
        HttpResponse<String> answer = PackagedApi.put(
                service,
                "/api/v1/calls/c/recordings/r?startedAt=" + now + "&endedAt=" + now,
                "Bearer " + token,
                PackagedApi.AUDIO);

        // then
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slettefrist", "link-1", "unknown", "operator"})
    void shouldTakeNobodyForTheServiceAPbxOrAnotherUser(String name) {
        // given
        keycloak.person(name, "operator");

        // when
        int status = status(CALLS, token(CLIENT, name));

        // then
        assertThat(status).isEqualTo(401);
    }

    @Test
    void shouldRefuseEveryTokenThatIsNotForItOrNotWhole() throws Exception {
        // given
        keycloak.client("of-others", null, Duration.ofMinutes(5));
        String good = token(CLIENT, "anna-operator");
        String[] parts = good.split("\\.");
        String more = encode(claims(good).replace("\"operator\"", "\"supervisor\""));
        Map<String, String> bad = new HashMap<>();
        bad.put("audience of others", token("of-others", "anna-operator"));
        bad.put("other realm", keycloak.foreignToken());
        bad.put("no algorithm", encode("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + parts[1] + ".");
        bad.put("public key as secret", signedWithPublicKey(parts[1]));
        bad.put("changed claims", parts[0] + "." + more + "." + parts[2]);
        bad.put("no signature", parts[0] + "." + parts[1] + ".");
        bad.put("cut", good.substring(0, good.length() - 10));
        bad.put("opaque", "0123456789abcdef0123456789abcdef");

        // when
        Map<String, Integer> answers = new HashMap<>();
        bad.forEach((what, token) -> answers.put(what, status(CALLS, token)));
        int whole = status(CALLS, good);

        // then
        assertThat(whole).isEqualTo(200);
        assertThat(answers).allSatisfy((what, status) -> assertThat(status).isEqualTo(401));
    }

    @Test
    void shouldTakeNoKeyThatATokenBringsOrNames() throws Exception {
        // given
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        byte[] modulus = ((RSAPublicKey) keys.getPublic()).getModulus().toByteArray();
        String key = "{\"kty\":\"RSA\",\"alg\":\"RS256\",\"use\":\"sig\",\"kid\":\"ours\",\"e\":\"AQAB\",\"n\":\""
                + Base64.getUrlEncoder().withoutPadding().encodeToString(modulus) + "\"}";
        String payload = token(CLIENT, "anna-operator").split("\\.")[1];
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(("{\"keys\":[" + key + "]}").getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
        String elsewhere = "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";

        // when
        List<Integer> answers = new ArrayList<>();
        for (String header : List.of(
                "\"jwk\":" + key,
                "\"kid\":\"ours\",\"jwk\":" + key,
                "\"kid\":\"ours\",\"jku\":\"" + elsewhere + "\"",
                "\"kid\":\"ours\",\"x5u\":\"" + elsewhere + "\"")) {
            answers.add(status(CALLS, signed(keys, "{\"alg\":\"RS256\",\"typ\":\"JWT\"," + header + "}", payload)));
        }
        server.stop(0);

        // then
        assertThat(answers).containsOnly(401);
        assertThat(asked).hasValue(0);
    }

    private static String signed(KeyPair keys, String header, String payload) throws Exception {
        String signed = encode(header) + "." + payload;
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.UTF_8));
        return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    @Test
    void shouldLetNobodyInWithADamagedSession() {
        // given
        String cookies = signedIn("anna-operator").cookies(service.uri("/"));
        int middle = cookies.length() / 2;
        char other = cookies.charAt(middle) == 'A' ? 'B' : 'A';

        // when
        List<HttpResponse<String>> answers = Stream.of(
                        cookies.substring(0, middle) + other + cookies.substring(middle + 1),
                        cookies.substring(0, cookies.length() - 20),
                        cookies.replaceAll("=[^;]*", "="),
                        cookies.replaceAll("=[^;]*", "=x.y.z"))
                .map(damaged -> Visitor.get(service.uri("/session"), damaged))
                .toList();

        // then
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.statusCode()).isIn(302, 401))
                .allSatisfy(answer -> assertThat(answer.body()).doesNotContain("Exception", "java"));
    }

    @Test
    void shouldRefuseAnIdToken() {
        // given
        String token = keycloak.tokens(CLIENT, "anna-operator").getString("id_token");
        boolean forUs = claims(token).contains("slettefrist");

        // when
        int status = status(CALLS, token);

        // then
        assertThat(forUs).isTrue();
        assertThat(status).isEqualTo(401);
    }

    @Test
    void shouldRefuseATokenOnceItHasExpired() {
        // given
        keycloak.client("short", "slettefrist", Duration.ofSeconds(10));
        String token = token("short", "anna-operator");
        int fresh = status(CALLS, token);

        // when, then
        assertThat(fresh).isEqualTo(200);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> status(CALLS, token) == 401);
    }

    @Test
    void shouldGoOnWithoutAFailedRequestWhileTheProviderChangesItsKey() {
        // given
        String old = token(CLIENT, "anna-operator");
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<List<Integer>> requests = CompletableFuture.supplyAsync(() -> {
            List<Integer> statuses = new ArrayList<>();
            while (!over.get()) {
                statuses.add(status(CALLS, token(CLIENT, "anna-supervisor")));
            }
            return statuses;
        });

        // when
        keycloak.changeKey(false);
        String next = token(CLIENT, "anna-operator");
        int withOld = status(CALLS, old);
        int withNext = status(CALLS, next);
        over.set(true);

        // then
        assertThat(header(next)).isNotEqualTo(header(old));
        assertThat(List.of(withOld, withNext)).containsOnly(200);
        assertThat(requests.join()).isNotEmpty().containsOnly(200);
    }

    /** A client of its own, and a service that has the secret in a file. */
    @Test
    void shouldFailNoSignInAndSignNobodyOutWhileTheClientsSecretChanges() throws IOException {
        // given
        String old = "the-client-s-old-secret-of-this-test";
        String next = "+/=%25 &:~the-new-one#";
        Path file = Files.writeString(Files.createTempFile(Path.of("target"), "client", ".secret"), old);
        Map<String, String> ofFile = new HashMap<>(settings);
        ofFile.remove("slettefrist.oidc.client-secret");
        ofFile.put("slettefrist.oidc.client-id", "rotated");
        ofFile.put("slettefrist.oidc.client-secret-file", file.toString());
        ofFile.put("slettefrist.oidc.session-secret", "the-session-s-secret-of-this-test");
        List<String> failures;
        int withNewAlone;
        int withOldAlone;
        try (PackagedService rotated = PackagedService.start(ofFile).awaitReady()) {
            keycloak.application("rotated", old, Duration.ofSeconds(2), rotated.uri(""));
            for (String person : List.of("signs-in-1", "signs-in-2", "stays-1", "stays-2")) {
                keycloak.person(person, "operator");
            }

            // when
            try (Visitors visitors = new Visitors(rotated)) {
                visitors.signInAgainAndAgain("signs-in-1");
                visitors.signInAgainAndAgain("signs-in-2");
                visitors.stay("stays-1");
                visitors.stay("stays-2");
                visitors.untilMore();
                replace(rotated, file, next + "\n" + old);
                visitors.untilMore();
                keycloak.changeSecret("rotated", next);
                visitors.untilMore();
                replace(rotated, file, next);
                visitors.untilMore();
                failures = visitors.failures();
            }
            withNewAlone = signIn(rotated, "signs-in-1").statusCode();
            replace(rotated, file, old);
            withOldAlone = signIn(rotated, "signs-in-1").statusCode();
        }

        // then
        assertThat(failures).isEmpty();
        assertThat(List.of(withNewAlone, withOldAlone)).containsExactly(200, 401);
        assertThat(PackagedApi.get(service, AUDIT, "Bearer " + token(CLIENT, "anna-auditor"))
                        .body())
                .contains("settings: changed slettefrist.oidc.client-secret-file")
                .doesNotContain(old, next);
    }

    /** As a whole, and when this returns the service has seen it. */
    private static void replace(PackagedService service, Path file, String text) {
        String said = "has changed setting=slettefrist.oidc.client-secret-file";
        int before = service.log().split(said).length;
        try {
            Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await().until(() -> service.log().split(said).length > before);
    }

    @Test
    void shouldSignInWithTheCodeFlowAndShowWhoItIs() {
        // given
        Visitor visitor = new Visitor();

        // when
        HttpResponse<String> first = visitor.get(service.uri("/session"));
        String asked = Visitor.location(first).toString();
        HttpResponse<String> form = visitor.follow(first);
        HttpResponse<String> page = visitor.follow(visitor.signIn(form, "anna-supervisor", Keycloak.PASSWORD));

        // then
        assertThat(first.statusCode()).isEqualTo(302);
        assertThat(asked)
                .contains(
                        "code_challenge_method=S256",
                        "code_challenge=",
                        "state=",
                        "response_type=code",
                        "scope=openid&");
        assertThat(first.headers().allValues("Set-Cookie")).isNotEmpty().allSatisfy(KeycloakIT::isForThisHostOnly);
        assertThat(visitor.answers())
                .flatExtracting(answer -> answer.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.contains("q_session"))
                .isNotEmpty()
                .allSatisfy(KeycloakIT::isForThisHostOnly);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.uri()).isEqualTo(service.uri("/session"));
        assertThat(page.body()).contains("anna-supervisor", "<li>supervisor</li>", "Sign out");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void shouldHaveTheSessionForgottenOnceSignedOut() {
        // given
        Visitor visitor = signedIn("anna-operator");
        int signedIn = visitor.get(service.uri("/session")).statusCode();

        // when
        HttpResponse<String> out = visitor.get(service.uri("/session/sign-out"));
        visitor.follow(out);
        HttpResponse<String> again = visitor.get(service.uri("/session"));

        // then
        assertThat(signedIn).isEqualTo(200);
        assertThat(out.statusCode()).isEqualTo(302);
        assertThat(out.headers().firstValue("Clear-Site-Data")).contains("\"cache\", \"storage\"");
        assertThat(out.headers().allValues("Set-Cookie"))
                .isNotEmpty()
                .allSatisfy(KeycloakIT::isForThisHostOnly)
                .filteredOn(cookie -> cookie.contains("q_session"))
                .isNotEmpty()
                .allSatisfy(cookie -> assertThat(cookie).contains("Max-Age=0"));
        assertThat(again.statusCode()).isEqualTo(302);
    }

    /** What anybody in the domain, or on the network, could set. */
    @Test
    void shouldNotBelieveASessionWithoutThePrefixOfThisHost() {
        // given
        String cookies = signedIn("anna-operator").cookies(service.uri("/"));

        // when
        HttpResponse<String> with = Visitor.get(service.uri("/session"), cookies);
        HttpResponse<String> without = Visitor.get(service.uri("/session"), cookies.replace("__Host-", ""));

        // then
        assertThat(with.statusCode()).isEqualTo(200);
        assertThat(without.statusCode()).isEqualTo(302);
    }

    /** RFC 6265bis, sections 4.1.3.2 and 5.7. */
    private static void isForThisHostOnly(String cookie) {
        assertThat(cookie)
                .startsWith("__Host-q_")
                .contains("Secure", "HTTPOnly", "SameSite=Lax", "Path=/;")
                .doesNotContain("Domain");
        assertThat(cookie.indexOf(';')).as("length of name and value").isLessThanOrEqualTo(4096);
    }

    @Test
    void shouldNotSignOutBecauseAnotherSiteSaysSo() {
        // given
        Visitor visitor = signedIn("anna-operator");

        // when
        int out = visitor.getFromElsewhere(service.uri("/session/sign-out")).statusCode();
        int page = visitor.getFromElsewhere(service.uri("/session")).statusCode();

        // then
        assertThat(out).isEqualTo(403);
        assertThat(page).isEqualTo(200);
    }

    @Test
    void shouldRefuseACodeThatSomebodyElseBegan() {
        // given
        Visitor attacker = new Visitor();
        HttpResponse<String> form = attacker.follow(attacker.get(service.uri("/session")));
        URI callback = Visitor.location(attacker.signIn(form, "anna-operator", Keycloak.PASSWORD));

        Visitor victim = new Visitor();

        // when
        HttpResponse<String> lured = victim.get(callback);
        HttpResponse<String> page = victim.get(service.uri("/session"));

        // then
        assertThat(lured.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.contains("q_session"));
        assertThat(page.statusCode()).isEqualTo(302);
    }

    /** Whatever the last word of an address is: a call is named by whoever placed it. */
    @Test
    void shouldTakeASessionForPagesOnly() {
        // given
        Visitor visitor = signedIn("anna-operator");
        String token = token(CLIENT, "anna-operator");

        // when
        int session = visitor.get(service.uri("/session")).statusCode();
        List<Integer> bySession = List.of(
                visitor.get(service.uri(CALLS)).statusCode(),
                visitor.get(service.uri(CALLS + "/pages")).statusCode());
        List<Integer> byToken = List.of(status(CALLS, token), status(CALLS + "/pages", token));

        // then
        assertThat(session).isEqualTo(200);
        assertThat(bySession).containsOnly(401);
        assertThat(byToken).containsExactly(200, 404);
    }

    @Test
    void shouldNotBelieveAPasswordForTheSessionBesideIt() {
        // given
        Visitor visitor = signedIn("anna-operator");
        List<Integer> pages = new ArrayList<>();
        List<Integer> guesses = new ArrayList<>();

        // when
        for (int i = 0; i < 150; i++) {
            String guess = "Basic "
                    + Base64.getEncoder().encodeToString(("operator:guess-" + i).getBytes(StandardCharsets.UTF_8));
            String cookies = visitor.cookies(service.uri("/"));
            pages.add(from("127.0.0.9", "/session", guess, cookies));
            guesses.add(from("127.0.0.9", CALLS, guess, cookies));
        }

        // then
        assertThat(pages).contains(200);
        assertThat(guesses).contains(401, 429).doesNotContain(200);
    }

    private static int from(String address, String path, String authorization, String cookies) {
        try (RawConnection connection = RawConnection.open(
                        null, address, service.uri("/").getPort())
                .head("GET", path, "Authorization: " + authorization, "Cookie: " + cookies, "Connection: close")) {
            return Integer.parseInt(connection.everything().split(" ")[1]);
        }
    }

    private static Visitor signedIn(String person) {
        Visitor visitor = new Visitor();
        HttpResponse<String> form = visitor.follow(visitor.get(service.uri("/session")));
        visitor.follow(visitor.signIn(form, person, Keycloak.PASSWORD));
        return visitor;
    }

    private static HttpResponse<String> signIn(PackagedService service, String person) {
        Visitor visitor = new Visitor();
        HttpResponse<String> form = visitor.follow(visitor.get(service.uri("/session")));
        return visitor.follow(visitor.signIn(form, person, Keycloak.PASSWORD));
    }

    private static String token(String client, String person) {
        return keycloak.tokens(client, person).getString("access_token");
    }

    private static int status(String path, String token) {
        return PackagedApi.get(service, path, "Bearer " + token).statusCode();
    }

    private static String header(String token) {
        return JsonPath.from(new String(Base64.getUrlDecoder().decode(token.split("\\.")[0]), StandardCharsets.UTF_8))
                .getString("kid");
    }

    private static String claims(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** The old trick of calling the public key a shared secret. */
    private static String signedWithPublicKey(String payload) throws Exception {
        String signed = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + payload;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(keycloak.publicKey().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return signed + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }
}
