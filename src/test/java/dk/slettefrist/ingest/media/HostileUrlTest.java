package dk.slettefrist.ingest.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dk.slettefrist.source.Source;

/**
 * Requests that a message must not make us send (server-side request forgery). A server listens on this machine at {@code PORT}, where most of
 * them aim at: nobody ever connects to it, nor to anything else.
 */
class HostileUrlTest {

    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII);

    private static CountingServer target;

    private final AtomicInteger connects = new AtomicInteger();
    private final AtomicInteger lookups = new AtomicInteger();

    @BeforeAll
    static void listen() {
        target = CountingServer.answering(ANSWER);
    }

    @AfterAll
    static void close() {
        target.close();
    }

    @AfterEach
    void nobodyConnected() {
        assertThat(connects).as("attempts to connect").hasValue(0);
        assertThat(target.connections()).as("connections to this machine").isZero();
    }

    /** The source allows https to {@code media.example} and all below {@code cdn.example}; and any host that ends so leads to this machine. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            textBlock =
                    """
                    # other schemes
                    http://media.example/a.wav URL_REFUSED
                    HTTP://media.example/a.wav URL_REFUSED
                    file:///etc/passwd URL_REFUSED
                    ftp://media.example/a.wav URL_REFUSED
                    gopher://media.example:PORT/_GET URL_REFUSED
                    jar:https://media.example/a.jar!/ URL_REFUSED
                    data:audio/wav;base64,UklGRg URL_REFUSED
                    //media.example/a.wav URL_REFUSED
                    /etc/passwd URL_REFUSED
                    media.example/a.wav URL_REFUSED
                    https:media.example/a.wav URL_REFUSED
                    https:/media.example/a.wav URL_REFUSED
                    https:///media.example/a.wav URL_REFUSED
                    https:// URL_REFUSED
                    # user information
                    https://media.example@127.0.0.1:PORT/ URL_REFUSED
                    https://user:password@media.example/a.wav URL_REFUSED
                    https://media.example:443@127.0.0.1:PORT/ URL_REFUSED
                    https://media.example%40127.0.0.1:PORT/ URL_REFUSED
                    https://@media.example/a.wav URL_REFUSED
                    # two readers, two hosts
                    https://media.example\\@127.0.0.1:PORT/ URL_REFUSED
                    https://127.0.0.1:PORT\\@media.example/ URL_REFUSED
                    https:\\\\media.example/a.wav URL_REFUSED
                    https://media.example\\.evil.example/ URL_REFUSED
                    https://media.example/a\\b.wav URL_REFUSED
                    https://127.0.0.1:PORT#@media.example/ HOST_NOT_ALLOWED
                    https://127.0.0.1:PORT?@media.example/ HOST_NOT_ALLOWED
                    https://127.0.0.1:PORT/@media.example/ HOST_NOT_ALLOWED
                    https://evil.example#media.example HOST_NOT_ALLOWED
                    https://media.example{TAB}.evil.example/ URL_REFUSED
                    https://media.example{LF}Host:{SP}evil.example/ URL_REFUSED
                    https://media.example/a.wav{SP}HTTP/1.1{CR}{LF}X:{SP}y URL_REFUSED
                    https://media.example{NUL}.evil.example/ URL_REFUSED
                    {SP}https://media.example/a.wav URL_REFUSED
                    https://{SP}media.example/a.wav URL_REFUSED
                    # other hosts
                    https://evil.example/a.wav HOST_NOT_ALLOWED
                    https://media.example.evil.example/a.wav HOST_NOT_ALLOWED
                    https://evilmedia.example/a.wav HOST_NOT_ALLOWED
                    https://a.media.example/a.wav HOST_NOT_ALLOWED
                    https://cdn.example/a.wav HOST_NOT_ALLOWED
                    https://evilcdn.example/a.wav HOST_NOT_ALLOWED
                    https://a.cdn.example.evil.example/a.wav HOST_NOT_ALLOWED
                    https://localhost:PORT/ HOST_NOT_ALLOWED
                    https://localhost.localdomain:PORT/ HOST_NOT_ALLOWED
                    https://metadata.google.internal/computeMetadata/v1/ HOST_NOT_ALLOWED
                    # other spellings of hosts
                    https://media.example./a.wav URL_REFUSED
                    https://.media.example/a.wav URL_REFUSED
                    https://media..example/a.wav URL_REFUSED
                    https://-media.example/a.wav URL_REFUSED
                    https://media_x.cdn.example/a.wav URL_REFUSED
                    https://%6dedia.example/a.wav URL_REFUSED
                    https://media%2eexample/a.wav URL_REFUSED
                    https://ｍedia.example/a.wav URL_REFUSED
                    https://mediа.example/a.wav URL_REFUSED
                    https://media。example/a.wav URL_REFUSED
                    https://xn--medi-6cd.example/a.wav HOST_NOT_ALLOWED
                    https://ⓛocalhost:PORT/ URL_REFUSED
                    # numbers that some read as addresses
                    https://127.0.0.1:PORT/ HOST_NOT_ALLOWED
                    https://2130706433:PORT/ URL_REFUSED
                    https://0x7f000001:PORT/ URL_REFUSED
                    https://0x7f.0.0.1:PORT/ URL_REFUSED
                    https://0x7f.0x0.0x0.0x1:PORT/ URL_REFUSED
                    https://017700000001:PORT/ URL_REFUSED
                    https://0177.0.0.1:PORT/ URL_REFUSED
                    https://127.0.0.01:PORT/ URL_REFUSED
                    https://127.1:PORT/ URL_REFUSED
                    https://127.0.1:PORT/ URL_REFUSED
                    https://127.0.0.1.:PORT/ URL_REFUSED
                    https://0:PORT/ URL_REFUSED
                    https://256.0.0.1:PORT/ URL_REFUSED
                    https://127.0.0.257:PORT/ URL_REFUSED
                    https://①②⑦.⓪.⓪.①:PORT/ URL_REFUSED
                    https://[::1]:PORT/ URL_REFUSED
                    https://[::ffff:127.0.0.1]:PORT/ URL_REFUSED
                    https://[::]:PORT/ URL_REFUSED
                    https://[fe80::1%25lo]:PORT/ URL_REFUSED
                    https://[::1:PORT/ URL_REFUSED
                    # ports
                    https://media.example:PORT/a.wav HOST_NOT_ALLOWED
                    https://media.example:22/a.wav HOST_NOT_ALLOWED
                    https://media.example:80/a.wav HOST_NOT_ALLOWED
                    https://media.example:0/a.wav URL_REFUSED
                    https://media.example:00443/a.wav URL_REFUSED
                    https://media.example:65536/a.wav URL_REFUSED
                    https://media.example:99999999/a.wav URL_REFUSED
                    https://media.example:-1/a.wav URL_REFUSED
                    https://media.example:/a.wav URL_REFUSED
                    https://media.example:443:PORT/ URL_REFUSED
                    """)
    void shouldRefuseAUrlBeforeAnythingIsLookedUp(String url, MediaException.Kind kind) {
        // given
        Source source = TestMedia.from("media.example", "*.cdn.example").source();
        String hostile = url.replace("PORT", String.valueOf(target.port()))
                .replace("{TAB}", "\t")
                .replace("{LF}", "\n")
                .replace("{CR}", "\r")
                .replace("{NUL}", "\0")
                .replace("{SP}", " ");

        // when
        MediaException refusal = refusalOf(source, hostile, "127.0.0.1");

        // then
        assertThat(refusal.kind()).isEqualTo(kind);
        // A list can be mended, a URL that is none cannot.
        assertThat(refusal.isForGood()).isEqualTo(kind != MediaException.Kind.HOST_NOT_ALLOWED);
        assertThat(refusal).hasMessage(kind.label()).hasNoCause();
        assertThat(lookups).as("look-ups").hasValue(0);
    }

    /** No name of the DNS: its punycode says nothing. Whoever reads it otherwise reads something else. */
    @Test
    void shouldRefuseAHostThatIsReadOtherwise() {
        // given
        Source source = TestMedia.from("*.cdn.example").source();

        // when
        MediaException refusal = refusalOf(source, "https://xn--99999999999.cdn.example/a", "8.8.8.8");

        // then
        assertThat(refusal.kind()).isEqualTo(MediaException.Kind.URL_REFUSED);
        assertThat(refusal).hasMessage("url-refused").hasNoCause();
    }

    @Test
    void shouldRefuseAUrlThatIsTooLong() {
        // given
        Source source = TestMedia.from("media.example").source();

        // when
        MediaException path = refusalOf(source, "https://media.example/" + "a".repeat(8192), "127.0.0.1");
        MediaException host = refusalOf(source, "https://" + "a.".repeat(130) + "example/", "127.0.0.1");

        // then
        assertThat(path.kind()).isEqualTo(MediaException.Kind.URL_REFUSED);
        assertThat(host.kind()).isEqualTo(MediaException.Kind.URL_REFUSED);
    }

    /** The name is allowed; where it leads is not. Several addresses are one answer of the DNS. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    127.0.0.1
                    127.255.255.254
                    0.0.0.0
                    0.1.2.3
                    10.0.0.1
                    10.255.255.255
                    100.64.0.1
                    100.100.100.200
                    100.127.255.255
                    168.63.129.16
                    169.254.0.1
                    169.254.169.254
                    169.254.170.2
                    172.16.0.1
                    172.31.255.255
                    192.0.0.1
                    192.0.0.192
                    192.0.2.1
                    192.88.99.1
                    192.168.0.1
                    192.168.255.255
                    198.18.0.1
                    198.19.255.255
                    198.51.100.1
                    203.0.113.1
                    224.0.0.1
                    239.255.255.255
                    240.0.0.1
                    255.255.255.255
                    ::
                    ::1
                    ::2
                    ::127.0.0.1
                    ::8.8.8.8
                    ::ffff:127.0.0.1
                    ::ffff:10.0.0.1
                    ::ffff:169.254.169.254
                    ::ffff:0:127.0.0.1
                    64:ff9b::127.0.0.1
                    64:ff9b::10.0.0.1
                    64:ff9b::169.254.169.254
                    64:ff9b:1::8.8.8.8
                    100::1
                    2001::1
                    2001:0:7f00:1::1
                    2001:2::1
                    2001:10::1
                    2001:20::1
                    2001:db8::1
                    2002:7f00:1::1
                    2002:a00:1::1
                    2002:808:808::1
                    3fff::1
                    4000::1
                    5f00::1
                    fc00::1
                    fd00:ec2::254
                    fdff::1
                    fe80::1
                    febf::1
                    fec0::1
                    ff02::1
                    ff0e::1
                    8.8.8.8,127.0.0.1
                    127.0.0.1,8.8.8.8
                    8.8.8.8,1.1.1.1,10.0.0.1
                    2606:4700::1111,fe80::1
                    8.8.8.8,::1
                    """)
    void shouldRefuseTheAnswerOfTheDns(String answer) {
        // given
        Source source = TestMedia.from("media.example").source();

        // when
        MediaException refusal = refusalOf(source, "https://media.example/a.wav", answer);

        // then
        assertThat(refusal.kind()).isEqualTo(MediaException.Kind.ADDRESS_NOT_ALLOWED);
        assertThat(refusal).hasMessage("address-not-allowed").hasNoCause();
        assertThat(lookups).as("look-ups").hasValue(1);
    }

    /** A private network that a source allows opens no other. */
    @ParameterizedTest
    @CsvSource({"10.2.0.1", "127.0.0.1", "169.254.169.254", "::1", "fd00:2::1", "64:ff9b::10.1.0.1", "::ffff:10.2.0.1"})
    void shouldAllowNoOtherPrivateNetworkThanTheSources(String answer) {
        // given
        Source source =
                TestMedia.from("media.example").in("10.1.0.0/16", "fd00:1::/32").source();

        // when
        MediaException refusal = refusalOf(source, "https://media.example/a.wav", answer);

        // then
        assertThat(refusal.kind()).isEqualTo(MediaException.Kind.ADDRESS_NOT_ALLOWED);
    }

    /** That it is on the list does not make its network allowed. */
    @ParameterizedTest
    @CsvSource({"127.0.0.1", "10.0.0.5", "169.254.169.254", "0.0.0.0"})
    void shouldCheckAnAddressOnTheListLikeThatOfAName(String address) {
        // given
        Source source = TestMedia.from(address + ":*").plain().source();

        // when
        MediaException refusal = refusalOf(source, "http://" + address + ":" + target.port() + "/", address);

        // then
        assertThat(refusal.kind()).isEqualTo(MediaException.Kind.ADDRESS_NOT_ALLOWED);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    https://media.example/a.wav,                        https://media.example:443/a.wav
                    HTTPS://MEDIA.example/A.wav,                        https://media.example:443/A.wav
                    https://media.example:443/a.wav,                    https://media.example:443/a.wav
                    https://media.example,                              https://media.example:443/
                    https://media.example?recording=1,                  https://media.example:443?recording=1
                    https://media.example/a%20b.wav?x=%C3%A6&y=a@b#top, https://media.example:443/a%20b.wav?x=%C3%A6&y=a@b
                    https://eu.cdn.example/a,                           https://eu.cdn.example:443/a
                    https://a.b.cdn.example/a,                          https://a.b.cdn.example:443/a
                    https://pbx.example:8443/a,                         https://pbx.example:8443/a
                    https://1.2.3.4:5001/a,                             https://1.2.3.4:5001/a
                    https://xn--sren-hra.example/a,                     https://xn--sren-hra.example:443/a
                    """)
    void shouldAllowWhatTheSourceAllows(String url, String asked) {
        // given
        Source source = TestMedia.from(
                        "media.example", "*.cdn.example", "pbx.example:8443", "1.2.3.4:*", "xn--sren-hra.example")
                .source();

        // when
        MediaUrl allowed = MediaUrl.check(url, source);

        // then
        assertThat(allowed.text()).isEqualTo(asked);
    }

    @Test
    void shouldAllowPlainHttpOnlyWhereTheSourceSaysSo() {
        // given
        Source source = TestMedia.from("media.example").plain().source();

        // when
        MediaUrl plain = MediaUrl.check("http://media.example/a.wav", source);
        MediaUrl safe = MediaUrl.check("https://media.example/a.wav", source);

        // then
        assertThat(plain.port()).isEqualTo(80);
        assertThat(safe.port()).isEqualTo(443);
    }

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8",
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "191.255.255.255",
        "192.0.1.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
        "2001:200::1",
        "2001:4860:4860::8888",
        "2003::1",
        "2606:4700:4700::1111",
        "3ffe::1",
        "10.1.255.255",
        "fd00:1::1"
    })
    void shouldAllowAddressesOfTheInternetAndThoseTheSourceAllows(String address) throws IOException {
        // given
        Source source =
                TestMedia.from("media.example").in("10.1.0.0/16", "fd00:1::/32").source();
        List<InetAddress> answer = List.of(InetAddress.getByName(address));

        // when
        List<InetAddress> allowed = ReachableAddresses.check(answer, source);

        // then
        assertThat(allowed).isEqualTo(answer);
    }

    private MediaException refusalOf(Source source, String url, String answer) {
        MediaClient client =
                new MediaClient(watched(), host -> lookUp(answer), new TestMediaSettings(Duration.ofSeconds(5)), 1000);
        return catchThrowableOfType(
                MediaException.class, () -> client.open(source, url, url).close());
    }

    private List<InetAddress> lookUp(String answer) throws UnknownHostException {
        lookups.incrementAndGet();
        return Stream.of(answer.split(",")).map(HostileUrlTest::address).toList();
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private OkHttpClient watched() {
        return new OkHttpClient.Builder()
                .eventListener(new EventListener() {
                    @Override
                    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
                        connects.incrementAndGet();
                    }
                })
                .build();
    }
}
