package dk.slettefrist.packaged;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dk.slettefrist.testing.TestServers;

/** Asks a service that may die at any moment, and asks again until it answers. */
final class Caller {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_MILLIS = 20_000;
    private static final Duration GIVE_UP = Duration.ofMinutes(3);
    private static final long PAUSE_MILLIS = 100;

    /**
     * What was answered.
     *
     * @param sentAt before the request that was answered was sent
     * @param tries how many requests it took
     */
    record Answer(int status, byte[] body, Instant sentAt, Instant answeredAt, int tries) {

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Instant instant(String pointer) {
            String text = json().at(pointer).asText(null);
            return text == null || text.equals("null") ? null : Instant.parse(text);
        }

        @Override
        public String toString() {
            String text = status >= 400 ? new String(body, StandardCharsets.UTF_8) : body.length + " bytes";
            return status + " at " + answeredAt + " (sent " + sentAt + ", try " + tries + ") " + text;
        }
    }

    private final Supplier<PackagedService> service;
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();

    /** @param service which one to ask now; null for none */
    Caller(Supplier<PackagedService> service) {
        this.service = service;
    }

    /** Repeats until there is an answer that is none of "try again". */
    Answer ask(String user, String method, String path, byte[] body, String... headers) {
        Instant end = Instant.now().plus(GIVE_UP);
        int tries = 0;
        asked.incrementAndGet();
        while (Instant.now().isBefore(end)) {
            tries++;
            try {
                Answer answer = once(tries, user, method, path, body, headers);
                if (answer.status() != 503) {
                    return answer;
                }
            } catch (IOException e) {
                // dead, or dying while it answered
            }
            repeated.incrementAndGet();
            pause(PAUSE_MILLIS);
        }
        throw new IllegalStateException("never answered: " + method + " " + path);
    }

    /**
     * Asks once.
     *
     * @throws IOException when there was no answer, or only a part of one
     */
    Answer once(int tries, String user, String method, String path, byte[] body, String... headers) throws IOException {
        PackagedService target = service.get();
        if (target == null) {
            throw new IOException("nobody is there");
        }
        HttpURLConnection connection =
                (HttpURLConnection) target.uri(path).toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setRequestMethod(method);
        connection.setRequestProperty("Authorization", authorization(user));
        for (int i = 0; i < headers.length; i += 2) {
            connection.setRequestProperty(headers[i], headers[i + 1]);
        }
        Instant sentAt = Instant.now();
        try {
            if (body != null) {
                connection.setDoOutput(true);
                // What is streamed is not repeated behind our back.
                connection.setFixedLengthStreamingMode(body.length);
                connection.getOutputStream().write(body);
            }
            int status = connection.getResponseCode();
            return new Answer(status, whole(connection, status), sentAt, Instant.now(), tries);
        } catch (IOException e) {
            connection.disconnect();
            throw e;
        }
    }

    private static byte[] whole(HttpURLConnection connection, int status) throws IOException {
        try (InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            byte[] body = stream == null ? new byte[0] : stream.readAllBytes();
            if (body.length < connection.getContentLengthLong()) {
                throw new EOFException("the answer broke off");
            }
            return body;
        }
    }

    /** How much was asked. */
    long asked() {
        return asked.get();
    }

    /** How many requests were sent again. */
    long repeated() {
        return repeated.get();
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String authorization(String user) {
        String secret = user + ":" + TestServers.password(user);
        return "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    }
}
