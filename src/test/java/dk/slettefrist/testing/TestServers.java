package dk.slettefrist.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import dk.slettefrist.standalone.DatabaseSettings;
import dk.slettefrist.standalone.EmbeddedDatabase;
import dk.slettefrist.standalone.EmbeddedObjectStore;

/**
 * A real PostgreSQL and a real S3 server for {@code @QuarkusTest}, each behind a {@link Wire} that a test with a field of type {@link
 * Outages} can cut. The database's session has a zone that nobody else has.
 */
public class TestServers implements QuarkusTestResourceLifecycleManager {

    /** Half an hour off every other zone, so that a mix-up cannot hide. The JVM of the tests runs in Pacific/Chatham. */
    public static final String SESSION_ZONE = "America/St_Johns";

    /** Largest recording in bytes: small, so that tests can send more. */
    public static final int MAX_SIZE = 20 * 1024 * 1024;

    /** The user of the file of users: an operator, with {@link #password}. */
    public static final String FILE_USER = "file-user";

    protected static final String BUCKET = "recordings";

    private EmbeddedDatabase database;
    private EmbeddedObjectStore objects;
    private Wire databaseWire;
    private Wire storeWire;

    @Override
    public Map<String, String> start() {
        Path folder = temporaryFolder();
        database = startDatabase(folder);
        objects = startStore(folder);
        int databasePort = port(database);
        databaseWire = Wire.to(databasePort);
        storeWire = Wire.to(URI.create(objects.endpoint()).getPort());
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.management.test-port", "0");
        settings.put("slettefrist.log.json", "false");
        settings.put(
                "quarkus.datasource.jdbc.url",
                database.jdbcUrl().replace(":" + databasePort + "/", ":" + databaseWire.port() + "/"));
        settings.put("quarkus.datasource.username", database.username());
        settings.put(
                "slettefrist.database.password-file",
                secretFile(folder, "database-password", database.password()).toString());
        settings.put(
                "slettefrist.users.file",
                secretFile(folder, "users", fileUser("operator", password(FILE_USER)))
                        .toString());
        settings.put("quarkus.datasource.jdbc.new-connection-sql", "SET TIME ZONE '" + SESSION_ZONE + "'");
        settings.put("slettefrist.database.synchronous-commit", "off");
        settings.put("slettefrist.s3.endpoint", "http://127.0.0.1:" + storeWire.port());
        settings.put("slettefrist.s3.region", objects.region());
        settings.put("slettefrist.s3.bucket", BUCKET);
        settings.put("slettefrist.s3.access-key", objects.accessKey());
        settings.put("slettefrist.s3.secret-key", objects.secretKey());
        settings.put("slettefrist.ingest.max-size", String.valueOf(MAX_SIZE));
        for (String limit : List.of("address-requests", "source-requests", "failed-proofs")) {
            settings.put("slettefrist.web.limits." + limit, "1000000");
        }
        // Under load too, a test decides when a message breaks off.
        settings.put("slettefrist.webhook.body-timeout", "PT1M");
        settings.put("slettefrist.purge.interval", "PT0.1S");
        settings.put("slettefrist.purge.retry-delay", "PT0.2S");
        // Tests let months pass in a moment; what failed just then must not wait for an hour.
        settings.put("slettefrist.purge.max-retry-delay", "PT0.2S");
        settings.put("slettefrist.media.interval", "PT0.1S");
        settings.put("slettefrist.media.read-timeout", "PT2M");
        settings.put("slettefrist.media.retry-delay", "PT0.2S");
        settings.put("slettefrist.media.max-retry-delay", "PT0.2S");
        for (String role : List.of("pbx", "operator", "supervisor", "auditor", "dpo", "admin")) {
            settings.put("quarkus.security.users.embedded.users." + role, password(role));
            settings.put("quarkus.security.users.embedded.roles." + role, role);
        }
        for (String pbx : List.of("pbx2", "silent-pbx")) {
            settings.put("quarkus.security.users.embedded.users." + pbx, password(pbx));
            settings.put("quarkus.security.users.embedded.roles." + pbx, "pbx");
        }
        TestSources.configure(settings);
        return settings;
    }

    /** Starts the database, on that folder or another. */
    protected EmbeddedDatabase startDatabase(Path folder) {
        return EmbeddedDatabase.start(folder, DatabaseSettings.forTests());
    }

    /** Starts the object store, on that folder or another. */
    protected EmbeddedObjectStore startStore(Path folder) {
        return EmbeddedObjectStore.start(folder, BUCKET);
    }

    /** The database as operations would start it again. */
    protected final void restartDatabase() {
        database.close();
        database = startDatabase(null);
        databaseWire.leadTo(port(database));
    }

    private static int port(EmbeddedDatabase database) {
        return URI.create(database.jdbcUrl().substring("jdbc:".length())).getPort();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(new Outages(databaseWire, storeWire), new TestInjector.MatchesType(Outages.class));
    }

    /** A line of the file of users. */
    public static String fileUser(String roles, String password) {
        return FILE_USER + " " + roles + " " + TestSources.hash(password);
    }

    /** Of the user that has that one role and its name. */
    public static String password(String user) {
        return user + "-secret";
    }

    @Override
    public void stop() {
        if (storeWire != null) {
            storeWire.close();
        }
        if (databaseWire != null) {
            databaseWire.close();
        }
        if (objects != null) {
            objects.close();
        }
        if (database != null) {
            database.close();
        }
    }

    private static Path secretFile(Path folder, String name, String secret) {
        try {
            return Files.writeString(folder.resolve(name), secret + "\n").toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory(Path.of("target"), "servers");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
