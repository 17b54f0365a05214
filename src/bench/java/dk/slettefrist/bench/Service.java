package dk.slettefrist.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import okhttp3.ConnectionPool;
import okhttp3.Credentials;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

import dk.slettefrist.packaged.PackagedService;
import dk.slettefrist.testing.Sound;

/**
 * The packaged service in a process of its own, with the settings it has in production: those of its defaults, but for where it finds the others
 * and who may come in.
 */
final class Service implements AutoCloseable {

    /** A machine of two gigabytes for it, as the image's rule would have it. */
    static final String HEAP = "-Xmx1g";

    /** Of the service's virtual machine, besides the heap: {@code -Dbench.jvm=…}. */
    static final List<String> MORE_OPTIONS = Stream.of(
                    System.getProperty("bench.jvm", "").split(" "))
            .filter(option -> !option.isEmpty())
            .toList();

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int WARM_UP_SENDERS = 8;
    private static final int WARM_UP_SOUND = 8_044;
    private static final MediaType JSON_TYPE = MediaType.get("application/json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PackagedService process;
    private final OkHttpClient client = new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(256, 1, java.util.concurrent.TimeUnit.MINUTES))
            .callTimeout(PATIENCE)
            .readTimeout(PATIENCE)
            .writeTimeout(PATIENCE)
            .build();

    private Service(PackagedService process) {
        this.process = process;
    }

    /** What an answer said. */
    record Answer(int status, String body) {

        /** A member of the answer; empty when there is none. */
        String text(String member) throws IOException {
            return JSON.readTree(body).path(member).asText();
        }
    }

    /** Ready when this returns. */
    static Service start(Database database, StoreProcess store) {
        Service service = begin(database, store, Map.of(), HEAP);
        service.awaitReady();
        return service;
    }

    /** Starts it, and does not wait. */
    static Service begin(Database database, StoreProcess store, Map<String, String> more, String heap) {
        Map<String, String> settings = settings(database, store);
        settings.putAll(more);
        List<String> options = new ArrayList<>(List.of(heap));
        options.addAll(MORE_OPTIONS);
        return new Service(PackagedService.start(settings, options.toArray(String[]::new)));
    }

    private static Map<String, String> settings(Database database, StoreProcess store) {
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.putAll(store.settings());
        for (String role : List.of("pbx", "operator", "auditor")) {
            settings.put("quarkus.security.users.embedded.users." + role, password(role));
            settings.put("quarkus.security.users.embedded.roles." + role, role);
        }
        return settings;
    }

    void awaitReady() {
        process.awaitReady(PATIENCE);
    }

    /** Where it says whether it is ready. */
    URI readiness() {
        return process.managementUri("/q/health/ready");
    }

    private static String password(String user) {
        return user + "-secret-of-the-benchmark";
    }

    /** A recording of a call of the same name that ends now. */
    Answer stored(String call, byte[] audio) throws IOException {
        return stored(call, Instant.now(), RequestBody.create(audio));
    }

    /** A recording of a call of the same name that ended then, uploaded and answered 201. */
    Answer stored(String call, Instant ended, RequestBody audio) throws IOException {
        Answer answer = ask(
                "pbx",
                new Request.Builder()
                        .url(url("/api/v1/calls/" + call + "/recordings/" + call + "?startedAt=" + ended + "&endedAt="
                                + ended))
                        .put(audio));
        if (answer.status != 201) {
            throw new IllegalStateException(answer.toString());
        }
        return answer;
    }

    /**
     * Uploads of a second of sound by eight at once, for so long, and each is saved, so that none becomes due while something is measured: Java compiles only
     * what was used often, and on a small machine that takes most of it for the first minute. Answers how many were stored.
     */
    int warmUp(int seconds) throws Exception {
        byte[] sound = Sound.wav(WARM_UP_SOUND);
        AtomicInteger stored = new AtomicInteger();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        Senders.run(WARM_UP_SENDERS, WARM_UP_SENDERS, sender -> {
            while (System.nanoTime() < end) {
                String call = "warm-" + UUID.randomUUID();
                stored(call, sound);
                flagged(call);
                stored.incrementAndGet();
            }
        });
        return stored.get();
    }

    /** Saved, and answered 200. */
    void flagged(String call) throws IOException {
        Answer answer = flag(call);
        if (answer.status != 200) {
            throw new IllegalStateException(answer.toString());
        }
    }

    private Answer flag(String call) throws IOException {
        return ask(
                "operator",
                new Request.Builder()
                        .url(url("/api/v1/calls/" + call + "/flag"))
                        .put(RequestBody.create("{\"reason\": \"THREAT\"}", JSON_TYPE)));
    }

    Answer call(String call) throws IOException {
        return ask("operator", new Request.Builder().url(url("/api/v1/calls/" + call)));
    }

    private Answer ask(String user, Request.Builder request) throws IOException {
        Request whole = request.header("Authorization", Credentials.basic(user, password(user)))
                .build();
        try (Response answer = client.newCall(whole).execute()) {
            return new Answer(answer.code(), answer.body().string());
        }
    }

    private String url(String path) {
        return process.uri(path).toString();
    }

    /** The most memory that was ever resident, in megabytes of a million bytes. */
    double peakMemory() throws IOException {
        return memory(pid(), "VmHWM:");
    }

    /** A line of what the system says of a process, in megabytes of a million bytes. */
    static double memory(long pid, String name) throws IOException {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .mapToDouble(kibibytes -> kibibytes * 1024 / 1e6)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** What it took of the processors until now. */
    double processorSeconds() {
        return ProcessHandle.of(pid())
                        .orElseThrow()
                        .info()
                        .totalCpuDuration()
                        .orElseThrow()
                        .toMillis()
                / 1e3;
    }

    long pid() {
        return process.pid();
    }

    /** It is dead when this returns: what it was doing is of no interest any more. */
    @Override
    public void close() {
        process.kill();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
