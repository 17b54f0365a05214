package dk.slettefrist.ingest.media;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

import dk.slettefrist.ingest.IngestSettings;
import dk.slettefrist.ingest.media.MediaException.Kind;
import dk.slettefrist.platform.Stopwatch;
import dk.slettefrist.source.Source;

/**
 * Asks PBXs for recordings. What a message says is not trusted to be harmless: only hosts on the source's list are asked, on checked addresses;
 * redirects are followed by hand, each checked alike. The name is looked up once, and the connection goes to what was checked then, so that a
 * second answer of the DNS changes nothing; TLS still proves the name.
 */
@ApplicationScoped
class MediaClient {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> DELETED = Set.of(200, 204, 404, 410);

    private final OkHttpClient http;
    private final Dns dns;
    private final long maxSize;
    private final Set<Call> calls = ConcurrentHashMap.newKeySet();

    @Inject
    MediaClient(MediaSettings settings, IngestSettings limits) {
        this(new OkHttpClient(), Dns.SYSTEM, settings, limits.maxSize());
    }

    /** @param trusting decides whom TLS trusts */
    MediaClient(OkHttpClient trusting, Dns dns, MediaSettings settings, long maxSize) {
        this.http = trusting.newBuilder()
                .proxy(Proxy.NO_PROXY)
                .socketFactory(new DirectSockets())
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .followRedirects(false)
                .followSslRedirects(false)
                .fastFallback(false)
                .connectTimeout(settings.connectTimeout())
                .readTimeout(settings.readTimeout())
                .writeTimeout(settings.readTimeout())
                .build();
        this.dns = dns;
        this.maxSize = maxSize;
    }

    /**
     * Opens a recording. All of it must be read within the source's time for an attempt, which has begun.
     *
     * @param deletionUrl the credentials of the source are for its host, and are told to no other
     * @throws MediaException when it cannot be had
     */
    Media open(Source source, String mediaUrl, String deletionUrl) {
        Stopwatch since = new Stopwatch();
        Optional<MediaUrl> trusted = allowed(deletionUrl, source);
        MediaUrl url = MediaUrl.check(mediaUrl, source);
        for (int redirects = 0; redirects <= source.media().redirects(); redirects++) {
            Call call = call("GET", url, trusted.filter(url::isOfSameOrigin).isPresent(), source, since);
            Response answer = answer(call);
            if (!REDIRECTS.contains(answer.code())) {
                return Media.of(answer, maxSize, () -> calls.remove(call));
            }
            Optional<MediaUrl> target = target(answer).flatMap(text -> allowed(text, source));
            hangUp(answer, call);
            url = target.orElseThrow(() -> new MediaException(Kind.REDIRECT_REFUSED));
        }
        throw new MediaException(Kind.TOO_MANY_REDIRECTS);
    }

    /**
     * Deletes a recording at the PBX. One that is not there is deleted; an answer that leaves it open (202) is a failure. Redirects are none.
     *
     * @throws MediaException when it is uncertain whether it is gone
     */
    void delete(Source source, String deletionUrl) {
        MediaUrl url = MediaUrl.check(deletionUrl, source);
        Call call = call("DELETE", url, true, source, new Stopwatch());
        Response answer = answer(call);
        hangUp(answer, call);
        if (!DELETED.contains(answer.code())) {
            throw new MediaException(Kind.of(answer.code()));
        }
    }

    /** Ends whatever goes on, as if the connections broke. */
    void breakOff() {
        calls.forEach(Call::cancel);
    }

    private Call call(String method, MediaUrl url, boolean trusted, Source source, Stopwatch since) {
        Duration left = source.media().timeout().minus(since.elapsed());
        if (left.toMillis() < 1) {
            throw new MediaException(Kind.TIMED_OUT);
        }
        List<InetAddress> checked = ReachableAddresses.check(lookUp(url.host()), source);
        Request.Builder request = new Request.Builder()
                .url(target(url))
                .method(method, null)
                .header("Accept-Encoding", "identity")
                .header("User-Agent", "slettefrist");
        if (trusted) {
            source.media().authorization().get().ifPresent(value -> request.header("Authorization", value));
        }
        return http.newBuilder().dns(host -> checked).callTimeout(left).build().newCall(request.build());
    }

    /** What is asked must be read as it was checked. */
    private static HttpUrl target(MediaUrl url) {
        HttpUrl read = HttpUrl.parse(url.text());
        if (read == null || !read.host().equals(url.host()) || read.port() != url.port()) {
            throw new MediaException(Kind.URL_REFUSED);
        }
        return read;
    }

    private List<InetAddress> lookUp(String host) {
        try {
            return dns.lookup(host);
        } catch (UnknownHostException e) {
            throw new MediaException(Kind.UNKNOWN_HOST);
        }
    }

    private Response answer(Call call) {
        calls.add(call);
        try {
            return call.execute();
        } catch (IOException e) {
            calls.remove(call);
            throw new MediaException(Kind.of(e));
        }
    }

    /** A backslash means this to one reader and that to another. */
    private static Optional<String> target(Response redirect) {
        return Optional.ofNullable(redirect.header("Location"))
                .filter(location -> location.indexOf('\\') < 0)
                .map(location -> redirect.request().url().resolve(location))
                .map(HttpUrl::toString);
    }

    private static Optional<MediaUrl> allowed(String text, Source source) {
        try {
            return Optional.of(MediaUrl.check(text, source));
        } catch (MediaException e) {
            return Optional.empty();
        }
    }

    private void hangUp(Response answer, Call call) {
        answer.close();
        calls.remove(call);
    }
}
