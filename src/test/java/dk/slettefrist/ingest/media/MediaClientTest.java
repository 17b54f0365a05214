package dk.slettefrist.ingest.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.ingest.media.MediaException.Kind;
import dk.slettefrist.source.Source;
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.Vendor;

/** Fetching from servers of all sorts, on this machine. */
class MediaClientTest {

    private static final int MAX_SIZE = 100_000;
    private static final Dns HERE = host -> List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
    private static final TestMedia ANY_PORT =
            TestMedia.from("media.example:*", "*.cdn.example:*").plain().in("127.0.0.0/8");

    private final Vendor vendor = Vendor.open();
    private final Vendor other = Vendor.open();
    private final byte[] audio = Sound.wav(50_000);

    @AfterEach
    void close() {
        vendor.close();
        other.close();
    }

    @Test
    void shouldFetchTheBytesAsTheyAre() throws IOException {
        // given
        vendor.thenFile(audio);

        // when
        byte[] fetched = fetch(ANY_PORT.source(), url(vendor, "/a.wav?x=1"));

        // then
        assertThat(fetched).isEqualTo(audio);
        assertThat(vendor.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("GET");
            assertThat(asked.target()).isEqualTo("/a.wav?x=1");
            assertThat(asked.header("Host")).isEqualTo("media.example:" + vendor.port());
            assertThat(asked.header("Accept-Encoding")).isEqualTo("identity");
            assertThat(asked.header("Authorization")).isNull();
        });
    }

    @Test
    void shouldFetchWhatHasNoLengthBefore() throws IOException {
        // given
        vendor.then(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(audio);
        });

        // when
        byte[] fetched = fetch(ANY_PORT.source(), url(vendor, "/a.wav"));

        // then
        assertThat(fetched).isEqualTo(audio);
    }

    @Test
    void shouldSayWhoItIs() throws IOException {
        // given
        vendor.thenFile(audio);

        // when
        fetch(ANY_PORT.as("søren").source(), url(vendor, "/a.wav"));
        fetch(ANY_PORT.bearing("token-1").source(), url(vendor, "/a.wav"));

        // then
        String basic =
                Base64.getEncoder().encodeToString(("søren:" + TestMedia.PASSWORD).getBytes(StandardCharsets.UTF_8));
        assertThat(vendor.asked())
                .extracting(asked -> asked.header("Authorization"))
                .containsExactly("Basic " + basic, "Bearer token-1");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void shouldFollowARedirectWithinTheListButNotTakeTheCredentialsAlong(int status) throws IOException {
        // given
        vendor.thenRedirect(status, "http://eu.cdn.example:" + other.port() + "/b.wav");
        other.thenFile(audio);

        // when
        byte[] fetched = fetch(ANY_PORT.as("slettefrist").source(), url(vendor, "/a.wav"));

        // then
        assertThat(fetched).isEqualTo(audio);
        assertThat(vendor.asked().get(0).header("Authorization")).startsWith("Basic ");
        assertThat(other.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("GET");
            assertThat(asked.header("Host")).startsWith("eu.cdn.example");
            assertThat(asked.header("Authorization")).isNull();
            assertThat(asked.header("Cookie")).isNull();
        });
    }

    /** The same name on another port is another server. */
    @Test
    void shouldNotTellTheCredentialsToAnotherPort() throws IOException {
        // given
        vendor.thenRedirect(302, url(other, "/b.wav"));
        other.thenFile(audio);

        // when
        fetch(ANY_PORT.bearing("token-1").source(), url(vendor, "/a.wav"));

        // then
        assertThat(other.asked().get(0).header("Authorization")).isNull();
    }

    @Test
    void shouldFollowARelativeRedirectWithTheCredentials() throws IOException {
        // given
        vendor.thenRedirect(302, "../b.wav?c=d").thenFile(audio);

        // when
        byte[] fetched = fetch(ANY_PORT.bearing("token-1").source(), url(vendor, "/x/y/a.wav"));

        // then
        assertThat(fetched).isEqualTo(audio);
        assertThat(vendor.asked().get(1).target()).isEqualTo("/x/b.wav?c=d");
        assertThat(vendor.asked().get(1).header("Authorization")).isEqualTo("Bearer token-1");
    }

    /** As of a carrier whose recordings lie on an object store, under a URL that is signed already. */
    @Test
    void shouldTellTheCredentialsOnlyToTheHostOfTheDeletion() throws IOException {
        // given
        vendor.thenFile(audio);

        // when
        fetch(ANY_PORT.bearing("token-1").source(), url(vendor, "/a.wav"), url(other, "/recordings/a"));
        fetch(ANY_PORT.bearing("token-1").source(), url(vendor, "/a.wav"), "https://not.allowed.example/a");

        // then
        assertThat(vendor.asked())
                .hasSize(2)
                .extracting(asked -> asked.header("Authorization"))
                .containsOnlyNulls();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            textBlock =
                    """
                    http://evil.example:PORT/
                    http://127.0.0.1:PORT/
                    http://2130706433:PORT/
                    http://0x7f000001:PORT/
                    http://0177.0.0.1:PORT/
                    http://[::1]:PORT/
                    http://[::ffff:127.0.0.1]:PORT/
                    http://127。0。0。1:PORT/
                    http://１２７.0.0.1:PORT/
                    //evil.example:PORT/
                    \\\\evil.example:PORT/
                    /\\evil.example:PORT/
                    http:\\\\127.0.0.1:PORT/
                    http://media.example@127.0.0.1:PORT/
                    http://user:password@media.example:PORT/
                    http://media.example\\@127.0.0.1:PORT/
                    http://media.example.evil.example:PORT/
                    http://media.example.:PORT/
                    file:///etc/passwd
                    ftp://media.example:PORT/
                    """)
    void shouldNotFollowARedirectOffTheList(String location) {
        // given
        vendor.thenRedirect(302, location.replace("PORT", String.valueOf(other.port())));
        other.thenFile(audio);

        // when
        MediaException refusal = refusal(ANY_PORT.source(), url(vendor, "/a.wav"));

        // then
        assertThat(refusal.kind()).isEqualTo(Kind.REDIRECT_REFUSED);
        assertThat(vendor.asked()).hasSize(1);
        assertThat(other.asked()).isEmpty();
    }

    /** The list holds the name, the network does not hold the address. */
    @Test
    void shouldCheckTheAddressOfARedirect() {
        // given
        vendor.thenRedirect(302, "http://eu.cdn.example:" + other.port() + "/b.wav");
        other.thenFile(audio);
        Dns other = host ->
                List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (host.startsWith("media") ? 1 : 2)}));
        Source source = ANY_PORT.in("127.0.0.1/32").source();

        // when
        MediaException refusal = refusal(client(new OkHttpClient(), other), source, url(vendor, "/a.wav"));

        // then
        assertThat(refusal.kind()).isEqualTo(Kind.ADDRESS_NOT_ALLOWED);
        assertThat(this.other.asked()).isEmpty();
    }

    @Test
    void shouldGiveUpAfterThreeRedirects() {
        // given
        vendor.thenRedirect(302, "/again");

        // when
        MediaException refusal = refusal(ANY_PORT.source(), url(vendor, "/a.wav"));

        // then
        assertThat(refusal.kind()).isEqualTo(Kind.TOO_MANY_REDIRECTS);
        assertThat(vendor.asked()).hasSize(4);
    }

    @Test
    void shouldFollowNoRedirectToNowhere() {
        // given
        vendor.thenStatus(302);

        // when
        MediaException refusal = refusal(ANY_PORT.source(), url(vendor, "/a.wav"));

        // then
        assertThat(refusal.kind()).isEqualTo(Kind.REDIRECT_REFUSED);
    }

    /** A second answer of the DNS, as of somebody who rebinds a name, changes nothing: there is none. */
    @Test
    void shouldConnectToTheAddressThatWasChecked() throws IOException {
        // given
        vendor.thenFile(audio);
        AtomicInteger lookups = new AtomicInteger();
        Dns rebinding = host -> List.of(
                InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (lookups.incrementAndGet() == 1 ? 1 : 99)}));
        Source source = ANY_PORT.in("127.0.0.1/32").source();

        // when
        byte[] fetched =
                fetch(client(new OkHttpClient(), rebinding), source, url(vendor, "/a.wav"), url(vendor, "/a.wav"));

        // then
        assertThat(fetched).isEqualTo(audio);
        assertThat(lookups).hasValue(1);
    }

    @Test
    void shouldTryTheOtherAddressesOfAName() throws IOException {
        // given
        vendor.thenFile(audio);
        Dns two = host -> List.of(
                InetAddress.getByAddress(new byte[] {127, 0, 0, 77}),
                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));

        // when
        byte[] fetched =
                fetch(client(new OkHttpClient(), two), ANY_PORT.source(), url(vendor, "/a.wav"), url(vendor, "/a.wav"));

        // then
        assertThat(fetched).isEqualTo(audio);
    }

    @Test
    void shouldUseNoProxyOfTheEnvironment() throws IOException {
        // given
        vendor.thenFile(audio);
        try (CountingServer proxy = CountingServer.answering(new byte[] {5, 0})) {
            List<String> settings = List.of("socksProxy", "http.proxy", "https.proxy");
            settings.forEach(name -> System.setProperty(name + "Host", "127.0.0.1"));
            settings.forEach(name -> System.setProperty(name + "Port", String.valueOf(proxy.port())));
            byte[] fetched;
            try {
                // when
                fetched = fetch(ANY_PORT.source(), url(vendor, "/a.wav"));
            } finally {
                settings.forEach(name -> System.clearProperty(name + "Host"));
                settings.forEach(name -> System.clearProperty(name + "Port"));
            }

            // then
            assertThat(fetched).isEqualTo(audio);
            assertThat(proxy.connections()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "404, NOT_THERE, false", "202, NOT_THERE, false", "204, NOT_THERE, false", "410, GONE_THERE, true",
        "401, DENIED, false", "403, DENIED, false", "400, ANSWER_REFUSED, false", "206, ANSWER_REFUSED, false",
        "429, ANSWER_REFUSED, false", "500, ANSWER_REFUSED, false", "503, ANSWER_REFUSED, false",
                "304, ANSWER_REFUSED, false"
    })
    void shouldTellApartWhatTheAnswerMeans(int status, Kind kind, boolean forGood) {
        // given
        vendor.thenStatus(status);

        // when
        MediaException refusal = refusal(ANY_PORT.source(), url(vendor, "/secret-4711.wav"));

        // then
        assertThat(refusal.kind()).isEqualTo(kind);
        assertThat(refusal.isForGood()).isEqualTo(forGood);
        assertThat(refusal).hasMessage(kind.label()).hasNoCause();
    }

    @Test
    void shouldTakeAnEmptyFileAsNotThereYet() {
        // given
        vendor.thenStatus(200);

        // when
        MediaException refusal = refusal(ANY_PORT.source(), url(vendor, "/a.wav"));

        // then
        assertThat(refusal.kind()).isEqualTo(Kind.NOT_THERE);
    }

    @Test
    void shouldTakeNothingCompressed() {
        // given
        vendor.then(exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, audio.length);
            exchange.getResponseBody().write(audio);
        });

        // when
        MediaException refusal = refusal(ANY_PORT.source(), url(vendor, "/a.wav"));

        // then
        assertThat(refusal.kind()).isEqualTo(Kind.ENCODED);
    }

    @Test
    void shouldNotBeginWithWhatIsAnnouncedTooLarge() {
        // given
        vendor.then(exchange -> {
            exchange.sendResponseHeaders(200, MAX_SIZE + 1);
            exchange.getResponseBody().write(audio);
        });

        // when
        MediaException refusal = refusal(ANY_PORT.source(), url(vendor, "/a.wav"));

        // then
        assertThat(refusal.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(refusal.isForGood()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 50000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n5\r\n"})
    void shouldNotTakeAFileCutInTheMiddleForAWholeOne(String head) {
        // given
        byte[] part = ("HTTP/1.1 200 OK\r\n" + head + "RIFF1").getBytes(StandardCharsets.US_ASCII);
        try (CountingServer cutting = CountingServer.answering(part)) {
            // when
            assertThatThrownBy(() -> fetch(ANY_PORT.source(), "http://media.example:" + cutting.port() + "/a.wav"))
                    // then
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldTakeNoMoreThanWasAnnounced() throws IOException {
        // given
        byte[] more = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nRIFFmore".getBytes(StandardCharsets.US_ASCII);
        try (CountingServer server = CountingServer.answering(more)) {
            // when
            byte[] fetched = fetch(ANY_PORT.source(), "http://media.example:" + server.port() + "/a.wav");

            // then
            assertThat(fetched).isEqualTo("RIFF".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void shouldNotWaitForAServerThatSaysNothing() {
        // given
        CountDownLatch over = new CountDownLatch(1);
        vendor.then(exchange -> await(over));

        // when
        MediaException whole = refusal(ANY_PORT.within(Duration.ofMillis(500)).source(), url(vendor, "/a.wav"));
        MediaException read = refusal(
                new MediaClient(new OkHttpClient(), HERE, new TestMediaSettings(Duration.ofMillis(500)), MAX_SIZE),
                ANY_PORT.source(),
                url(vendor, "/a.wav"));
        over.countDown();

        // then
        assertThat(whole.kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(read.kind()).isEqualTo(Kind.TIMED_OUT);
    }

    /** Each byte comes soon; all of them would take an hour. */
    @Test
    void shouldCutOffWhatTricklesBeyondTheTimeOfAnAttempt() {
        // given
        CountDownLatch over = new CountDownLatch(1);
        vendor.then(exchange -> {
            exchange.sendResponseHeaders(200, 50_000);
            for (int i = 0; i < 50_000 && !await(over, 50); i++) {
                exchange.getResponseBody().write('R');
                exchange.getResponseBody().flush();
            }
        });

        // when
        assertThatThrownBy(() -> fetch(ANY_PORT.within(Duration.ofSeconds(2)).source(), url(vendor, "/a.wav")))
                // then
                .isInstanceOfAny(IOException.class, MediaException.class);
        over.countDown();
    }

    /** Redirects share the time of the attempt. */
    @Test
    void shouldCountTheTimeOfRedirects() {
        // given
        vendor.then(exchange -> {
            await(new CountDownLatch(1), 700);
            exchange.getResponseHeaders().set("Location", "/again");
            exchange.sendResponseHeaders(302, -1);
        });

        // when
        MediaException refusal = refusal(ANY_PORT.within(Duration.ofSeconds(1)).source(), url(vendor, "/a.wav"));

        // then
        assertThat(refusal.kind()).isEqualTo(Kind.TIMED_OUT);
    }

    @Test
    void shouldBreakOffWhatGoesOn() throws IOException {
        // given
        CountDownLatch over = new CountDownLatch(1);
        vendor.then(exchange -> {
            exchange.sendResponseHeaders(200, 50_000);
            exchange.getResponseBody().write(audio, 0, 100);
            exchange.getResponseBody().flush();
            await(over);
        });
        MediaClient client = client(new OkHttpClient(), HERE);
        try (Media media = client.open(ANY_PORT.source(), url(vendor, "/a.wav"), url(vendor, "/a.wav"))) {
            // when
            client.breakOff();

            // then
            assertThatThrownBy(() -> media.stream().readAllBytes()).isInstanceOf(IOException.class);
        }
        over.countDown();
    }

    @Test
    void shouldSayThatNobodyIsThere() {
        // given
        int port = vendor.port();
        vendor.close();
        Dns unknown = host -> {
            throw new UnknownHostException("media.example");
        };

        // when
        MediaException away = refusal(ANY_PORT.source(), "http://media.example:" + port + "/a.wav");
        MediaException nameless = refusal(
                client(new OkHttpClient(), unknown), ANY_PORT.source(), "http://media.example:" + port + "/a.wav");

        // then
        assertThat(away.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(nameless.kind()).isEqualTo(Kind.UNKNOWN_HOST);
        assertThat(nameless).hasMessage("unknown-host").hasNoCause();
    }

    @Test
    void shouldTrustOnlyWhoProvesTheName(@TempDir Path folder) throws Exception {
        // given
        TestCertificate certificate = TestCertificate.of("media.example", folder);
        Source source = TestMedia.from("media.example:*", "other.cdn.example:*")
                .in("127.0.0.0/8")
                .source();
        try (Vendor safe = Vendor.open(certificate.identity())) {
            safe.thenFile(audio);
            String name = "https://media.example:" + safe.port() + "/a.wav";
            String otherName = "https://other.cdn.example:" + safe.port() + "/a.wav";

            // when
            byte[] fetched = fetch(client(certificate.trusting(), HERE), source, name, name);
            MediaException wrongName = refusal(client(certificate.trusting(), HERE), source, otherName);
            MediaException unknownSigner = refusal(client(new OkHttpClient(), HERE), source, name);

            // then
            assertThat(fetched).isEqualTo(audio);
            assertThat(wrongName.kind()).isEqualTo(Kind.NOT_TRUSTED);
            assertThat(unknownSigner.kind()).isEqualTo(Kind.NOT_TRUSTED);
            assertThat(safe.asked()).hasSize(1);
        }
    }

    @Test
    void shouldNotFollowARedirectFromHttpsToHttp(@TempDir Path folder) throws Exception {
        // given
        TestCertificate certificate = TestCertificate.of("media.example", folder);
        Source source = TestMedia.from("media.example:*").in("127.0.0.0/8").source();
        try (Vendor safe = Vendor.open(certificate.identity())) {
            safe.thenRedirect(302, url(vendor, "/a.wav"));
            vendor.thenFile(audio);

            // when
            MediaException refusal = refusal(
                    client(certificate.trusting(), HERE), source, "https://media.example:" + safe.port() + "/a.wav");

            // then
            assertThat(refusal.kind()).isEqualTo(Kind.REDIRECT_REFUSED);
            assertThat(vendor.asked()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 404, 410})
    void shouldTakeACopyAsDeleted(int status) {
        // given
        vendor.thenStatus(status);

        // when
        client(new OkHttpClient(), HERE).delete(ANY_PORT.bearing("token-1").source(), url(vendor, "/a"));

        // then
        assertThat(vendor.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("DELETE");
            assertThat(asked.header("Authorization")).isEqualTo("Bearer token-1");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {202, 301, 302, 307, 400, 401, 403, 405, 409, 500, 503})
    void shouldNotTakeACopyAsDeletedWhenThatIsUncertain(int status) {
        // given
        vendor.thenRedirect(status, "/elsewhere");
        MediaClient client = client(new OkHttpClient(), HERE);
        Source source = ANY_PORT.source();

        // when
        MediaException refusal =
                catchThrowableOfType(MediaException.class, () -> client.delete(source, url(vendor, "/a")));

        // then
        assertThat(refusal.isForGood()).isFalse();
        assertThat(vendor.asked()).hasSize(1);
    }

    @Test
    void shouldDeleteNothingOffTheList() {
        // given
        MediaClient client = client(new OkHttpClient(), HERE);
        Source source = ANY_PORT.source();

        // when
        MediaException refusal = catchThrowableOfType(
                MediaException.class, () -> client.delete(source, "http://evil.example:" + vendor.port() + "/a"));

        // then
        assertThat(refusal.kind()).isEqualTo(Kind.HOST_NOT_ALLOWED);
        assertThat(vendor.asked()).isEmpty();
    }

    private static MediaClient client(OkHttpClient trusting, Dns dns) {
        return new MediaClient(trusting, dns, new TestMediaSettings(Duration.ofSeconds(20)), MAX_SIZE);
    }

    private static String url(Vendor vendor, String path) {
        return "http://media.example:" + vendor.port() + path;
    }

    private static byte[] fetch(Source source, String url) throws IOException {
        return fetch(source, url, url);
    }

    private static byte[] fetch(Source source, String url, String deletion) throws IOException {
        return fetch(client(new OkHttpClient(), HERE), source, url, deletion);
    }

    private static byte[] fetch(MediaClient client, Source source, String url, String deletion) throws IOException {
        try (Media media = client.open(source, url, deletion);
                InputStream in = media.stream()) {
            return in.readAllBytes();
        }
    }

    private static MediaException refusal(Source source, String url) {
        return refusal(client(new OkHttpClient(), HERE), source, url);
    }

    private static MediaException refusal(MediaClient client, Source source, String url) {
        return catchThrowableOfType(
                MediaException.class, () -> client.open(source, url, url).close());
    }

    private static void await(CountDownLatch latch) {
        await(latch, TimeUnit.MINUTES.toMillis(1));
    }

    private static boolean await(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
