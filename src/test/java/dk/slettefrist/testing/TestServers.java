package dk.slettefrist.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import dk.slettefrist.standalone.DatabaseSettings;
import dk.slettefrist.standalone.EmbeddedDatabase;
import dk.slettefrist.standalone.EmbeddedObjectStore;

/** A real PostgreSQL and a real S3 server for {@code @QuarkusTest}. The database's session has a zone that nobody else has. */
public final class TestServers implements QuarkusTestResourceLifecycleManager {

    /** Half an hour off every other zone, so that a mix-up cannot hide. The JVM of the tests runs in Pacific/Chatham. */
    public static final String SESSION_ZONE = "America/St_Johns";

    private static final String BUCKET = "recordings";

    private EmbeddedDatabase database;
    private EmbeddedObjectStore objects;

    @Override
    public Map<String, String> start() {
        Path folder = temporaryFolder();
        database = EmbeddedDatabase.start(folder, DatabaseSettings.forTests());
        objects = EmbeddedObjectStore.start(folder, BUCKET);
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
        settings.put("quarkus.datasource.username", database.username());
        settings.put("quarkus.datasource.password", database.password());
        settings.put("quarkus.datasource.jdbc.new-connection-sql", "SET TIME ZONE '" + SESSION_ZONE + "'");
        settings.put("slettefrist.s3.endpoint", objects.endpoint());
        settings.put("slettefrist.s3.region", objects.region());
        settings.put("slettefrist.s3.bucket", BUCKET);
        settings.put("slettefrist.s3.access-key", objects.accessKey());
        settings.put("slettefrist.s3.secret-key", objects.secretKey());
        for (String role : List.of("pbx", "operator", "supervisor", "auditor", "dpo", "admin")) {
            settings.put("quarkus.security.users.embedded.users." + role, password(role));
            settings.put("quarkus.security.users.embedded.roles." + role, role);
        }
        return settings;
    }

    /** Of the user that has that one role and its name. */
    public static String password(String user) {
        return user + "-secret";
    }

    @Override
    public void stop() {
        if (objects != null) {
            objects.close();
        }
        if (database != null) {
            database.close();
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
