package dk.slettefrist.standalone;

import java.util.Map;

/** Both servers of one data folder, and what the service has to know of them. */
final class EmbeddedServers implements AutoCloseable {
    private static final String BUCKET = "recordings";

    private final FolderLock lock;
    private final EmbeddedDatabase database;
    private final EmbeddedObjectStore store;

    private EmbeddedServers(FolderLock lock, EmbeddedDatabase database, EmbeddedObjectStore store) {
        this.lock = lock;
        this.database = database;
        this.store = store;
    }

    static EmbeddedServers start(DataFolder folder, HttpAddress address) {
        FolderLock lock = FolderLock.take(folder);
        EmbeddedDatabase database = null;
        try {
            address.check();
            database = EmbeddedDatabase.start(folder.path(), DatabaseSettings.forData());
            return new EmbeddedServers(lock, database, EmbeddedObjectStore.start(folder.path(), BUCKET));
        } catch (RuntimeException | Error e) {
            close(lock, database);
            throw e;
        }
    }

    Map<String, String> properties() {
        return Map.of(
                "quarkus.datasource.jdbc.url", database.jdbcUrl(),
                "quarkus.datasource.username", database.username(),
                "quarkus.datasource.password", database.password(),
                "slettefrist.s3.endpoint", store.endpoint(),
                "slettefrist.s3.region", store.region(),
                "slettefrist.s3.bucket", BUCKET,
                "slettefrist.s3.access-key", store.accessKey(),
                "slettefrist.s3.secret-key", store.secretKey());
    }

    @Override
    public void close() {
        try {
            store.close();
        } finally {
            close(lock, database);
        }
    }

    private static void close(FolderLock lock, EmbeddedDatabase database) {
        try {
            if (database != null) {
                database.close();
            }
        } finally {
            lock.close();
        }
    }
}
