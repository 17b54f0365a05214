package dk.slettefrist.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import net.bytebuddy.ByteBuddy;

import dk.slettefrist.bench.agent.NoStore;
import dk.slettefrist.packaged.PackagedService;
import dk.slettefrist.standalone.EmbeddedObjectStore;

/** The packaged service on a {@link Database}, with {@link NoStore} in place of the object store (which it only meets at its start). */
final class DatabaseOnly implements AutoCloseable {

    private static final String AUDITOR = "auditor";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Database database;
    private final EmbeddedObjectStore store;
    private final PackagedService service;

    private DatabaseOnly(Database database, EmbeddedObjectStore store, PackagedService service) {
        this.database = database;
        this.store = store;
        this.service = service;
    }

    /** Ready when this returns: the tables are there, and the sweep runs. */
    static DatabaseOnly start(Database database) {
        EmbeddedObjectStore store = EmbeddedObjectStore.start(Bench.folder("objects"), "recordings");
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.putAll(Map.of(
                "slettefrist.s3.endpoint",
                store.endpoint(),
                "slettefrist.s3.bucket",
                "recordings",
                "slettefrist.s3.access-key",
                store.accessKey(),
                "slettefrist.s3.secret-key",
                store.secretKey(),
                // Rows without objects are what this is about: nobody shall look for these.
                "slettefrist.reconcile.accept-loss",
                "true",
                "slettefrist.reconcile.grace",
                "P4000D"));
        settings.put("slettefrist.gaps.every", "PT24H");
        settings.put("quarkus.security.users.embedded.users." + AUDITOR, AUDITOR + "-secret");
        settings.put("quarkus.security.users.embedded.roles." + AUDITOR, AUDITOR);
        List<String> options = new ArrayList<>(List.of("-Xmx512m", "-javaagent:" + agent().toAbsolutePath()));
        options.addAll(Service.MORE_OPTIONS);
        PackagedService service = PackagedService.start(settings, options.toArray(String[]::new));
        DatabaseOnly only = new DatabaseOnly(database, store, service);
        try {
            service.awaitReady(Duration.ofMinutes(5));
            return only;
        } catch (RuntimeException e) {
            only.close();
            throw e;
        }
    }

    Database database() {
        return database;
    }

    /** What an auditor reads. */
    String report(String path) throws IOException, InterruptedException {
        String proof = Base64.getEncoder()
                .encodeToString((AUDITOR + ":" + AUDITOR + "-secret").getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(service.uri(path))
                        .header("Authorization", "Basic " + proof)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    /** How many errors of the purge it wrote in its log. */
    long errors() {
        return service.log()
                .lines()
                .filter(line -> line.contains("dk.slettefrist.purge") && line.contains("\"level\":\"ERROR\""))
                .count();
    }

    @Override
    public void close() {
        try {
            service.close();
        } finally {
            store.close();
        }
    }

    private static Path agent() {
        String folder = NoStore.class.getPackageName().replace('.', '/');
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(
                Attributes.Name.CLASS_PATH, location(ByteBuddy.class).toUri().toString());
        attributes.putValue("Premain-Class", NoStore.class.getName());
        Path jar = Bench.folder("agent").resolve("no-store.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file, manifest);
                var classes = Files.list(location(NoStore.class).resolve(folder))) {
            for (Path each : (Iterable<Path>) classes::iterator) {
                entries.putNextEntry(new JarEntry(folder + "/" + each.getFileName()));
                Files.copy(each, entries);
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path location(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }
}
