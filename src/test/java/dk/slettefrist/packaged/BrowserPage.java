package dk.slettefrist.packaged;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dk.slettefrist.testing.TestServers;

/** A page with an audio element in a headless Chromium. The page's server asks the service as the supervisor would. */
final class BrowserPage implements AutoCloseable {

    private static final String PAGE =
            """
            <!doctype html><meta charset=utf-8><audio id=a muted preload=metadata src="%s"></audio><script>
            const a = document.getElementById('a');
            const say = text => fetch('/result', {method: 'POST', body: text});
            a.onerror = () => say('error ' + a.error.code + ' ' + a.error.message);
            a.onloadedmetadata = () => {
              if (!(a.duration > 1 && a.duration < 60)) return say('duration ' + a.duration);
              a.currentTime = a.duration / 2;
            };
            a.onseeked = () => {
              const from = a.currentTime;
              a.onseeked = null;
              a.ontimeupdate = () => { if (a.currentTime > from + 0.2) { a.ontimeupdate = null; say('played from ' + from); } };
              a.play().catch(e => say('no play: ' + e));
            };
            </script>
            """;

    private final PackagedService service;
    private final HttpServer server;
    private final AtomicInteger ranges = new AtomicInteger();
    private final CompletableFuture<String> result = new CompletableFuture<>();
    private Process browser;

    private BrowserPage(PackagedService service, HttpServer server) {
        this.service = service;
        this.server = server;
    }

    static BrowserPage open(PackagedService service, String audio) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        BrowserPage page = new BrowserPage(service, server);
        server.createContext("/page", exchange -> page.answer(exchange, PAGE.formatted(audio)));
        server.createContext("/result", page::takeResult);
        server.createContext("/api", page::forward);
        server.start();
        page.browser = new ProcessBuilder(
                        System.getProperty("slettefrist.browser"),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--autoplay-policy=no-user-gesture-required",
                        "--remote-debugging-port=0",
                        "--user-data-dir="
                                + Files.createTempDirectory(Path.of("target"), "browser")
                                        .toAbsolutePath(),
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/page")
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile(Path.of("target"), "browser", ".log")
                        .toFile())
                .start();
        return page;
    }

    String awaitResult() throws Exception {
        return result.get(60, TimeUnit.SECONDS);
    }

    int rangesAsked() {
        return ranges.get();
    }

    @Override
    public void close() {
        browser.descendants().forEach(ProcessHandle::destroy);
        browser.destroy();
        server.stop(0);
    }

    private void answer(HttpExchange exchange, String html) throws IOException {
        byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void takeResult(HttpExchange exchange) throws IOException {
        result.complete(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private void forward(HttpExchange exchange) throws IOException {
        String user = "supervisor:" + TestServers.password("supervisor");
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        service.uri(exchange.getRequestURI().toString()))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range != null) {
            ranges.incrementAndGet();
            request.header("Range", range);
        }
        try {
            HttpResponse<InputStream> answer =
                    HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            answer.headers()
                    .map()
                    .forEach((name, values) -> values.forEach(value -> {
                        if (name.matches("(?i)content-type|content-range|accept-ranges|etag|cache-control")) {
                            exchange.getResponseHeaders().add(name, value);
                        }
                    }));
            long length = answer.headers().firstValueAsLong("Content-Length").orElse(0);
            exchange.sendResponseHeaders(answer.statusCode(), length);
            answer.body().transferTo(exchange.getResponseBody());
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            exchange.close();
        }
    }
}
