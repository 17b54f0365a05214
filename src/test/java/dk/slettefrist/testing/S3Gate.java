package dk.slettefrist.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Stands in front of an S3 server that does not check signatures, remembers what is asked, and answers some of it itself. Bodies are held
 * in memory.
 */
public final class S3Gate implements AutoCloseable {

    /**
     * What was asked.
     *
     * @param target path and query
     */
    public record Request(String method, String target, String body) {}

    private record Rule(Predicate<Request> matches, int status, String xml) {}

    private static final Set<String> KEPT_BY_JDK =
            Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");

    private final URI server;
    private final HttpServer gate;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    public S3Gate(URI server) {
        this.server = server;
        try {
            gate = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        gate.setExecutor(threads);
        gate.createContext("/", this::handle);
        gate.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + gate.getAddress().getPort());
    }

    /** From now on what matches is answered with an S3 error and never reaches the server. */
    public void answer(Predicate<Request> matches, int status, String code) {
        answerWith(
                matches,
                status,
                "<Error><Code>" + code + "</Code><Message>no</Message><RequestId>1</RequestId></Error>");
    }

    /** From now on what matches, and no earlier rule, is answered with this document and never reaches the server. */
    public void answerWith(Predicate<Request> matches, int status, String xml) {
        rules.add(new Rule(matches, status, xml));
    }

    /** What was asked so far, answered by whomever. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Forgets what was asked. */
    public void forget() {
        requests.clear();
    }

    @Override
    public void close() {
        gate.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    new String(body, StandardCharsets.ISO_8859_1));
            requests.add(request);
            Rule rule = rules.stream()
                    .filter(each -> each.matches().test(request))
                    .findFirst()
                    .orElse(null);
            if (rule == null) {
                forward(exchange, body);
            } else {
                answer(exchange, rule);
            }
        }
    }

    /** An HTML page stands for what stands before a store. */
    private static void answer(HttpExchange exchange, Rule rule) throws IOException {
        if (rule.xml().startsWith("<html>")) {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            send(exchange, rule.status(), rule.xml().getBytes(StandardCharsets.UTF_8));
            return;
        }
        byte[] xml = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + rule.xml()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        send(exchange, rule.status(), xml);
    }

    private void forward(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(server + exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!KEPT_BY_JDK.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            answer.headers().map().forEach((name, values) -> {
                if (!KEPT_BY_JDK.contains(name.toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            answer.headers()
                    .firstValue("Content-Length")
                    .filter(length -> exchange.getRequestMethod().equals("HEAD"))
                    .ifPresent(length -> exchange.getResponseHeaders().set("Content-Length", length));
            send(exchange, answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD") || body.length == 0) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream stream = exchange.getResponseBody()) {
            stream.write(body);
        }
    }
}
