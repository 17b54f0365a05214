package dk.slettefrist.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

/** A PBX's server on this machine: does what it is told to, one answer after the other, and the last again and again. */
public final class Vendor implements AutoCloseable {

    /** What came. */
    public record Asked(String method, String target, Headers headers) {

        public String header(String name) {
            return headers.getFirst(name);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<HttpHandler> answers = new ArrayDeque<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private HttpHandler last = exchange -> exchange.sendResponseHeaders(404, -1);

    private Vendor(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public static Vendor open() {
        try {
            return new Vendor(HttpServer.create(loopback(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With TLS. */
    public static Vendor open(SSLContext identity) {
        try {
            HttpsServer server = HttpsServer.create(loopback(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(identity));
            return new Vendor(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress loopback() throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Will do this next. */
    public synchronized Vendor then(HttpHandler answer) {
        answers.add(answer);
        return this;
    }

    /** Will answer with a file. */
    public Vendor thenFile(byte[] bytes) {
        return then(exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        });
    }

    /** Will answer with a status and nothing else. */
    public Vendor thenStatus(int status) {
        return then(exchange -> exchange.sendResponseHeaders(status, -1));
    }

    /** Will send elsewhere. */
    public Vendor thenRedirect(int status, String location) {
        return then(exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(status, -1);
        });
    }

    /** All that came so far. */
    public List<Asked> asked() {
        return asked;
    }

    private void handle(HttpExchange exchange) throws IOException {
        asked.add(new Asked(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), exchange.getRequestHeaders()));
        try (exchange) {
            next().handle(exchange);
        }
    }

    private synchronized HttpHandler next() {
        if (!answers.isEmpty()) {
            last = answers.remove();
        }
        return last;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
