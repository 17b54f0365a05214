package dk.slettefrist.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dk.slettefrist.standalone.DatabaseSettings;
import dk.slettefrist.standalone.EmbeddedDatabase;
import dk.slettefrist.standalone.EmbeddedObjectStore;

/** {@link TestServers} that each have a small disk. A test with a field of this type can fill them up. */
public final class SmallDisks extends TestServers {

    /** Holds the binaries, an empty database and some of the log that is written ahead. */
    private static final int DATABASE_MEGABYTES = 192;

    private static final int STORE_MEGABYTES = 32;

    private SmallDisk databaseDisk;
    private SmallDisk storeDisk;

    @Override
    public Map<String, String> start() {
        databaseDisk = mount(DATABASE_MEGABYTES);
        storeDisk = mount(STORE_MEGABYTES);
        return super.start();
    }

    @Override
    protected EmbeddedDatabase startDatabase(Path folder) {
        return EmbeddedDatabase.start(databaseDisk.folder(), DatabaseSettings.forData());
    }

    @Override
    protected EmbeddedObjectStore startStore(Path folder) {
        return EmbeddedObjectStore.start(storeDisk.folder(), BUCKET);
    }

    @Override
    public void inject(TestInjector injector) {
        super.inject(injector);
        injector.injectIntoFields(this, new TestInjector.MatchesType(SmallDisks.class));
    }

    public SmallDisk ofStore() {
        return storeDisk;
    }

    public SmallDisk ofDatabase() {
        return databaseDisk;
    }

    /** Ends the database if it still runs, and starts it again. */
    public void startDatabaseAgain() {
        restartDatabase();
    }

    @Override
    public void stop() {
        super.stop();
        close(storeDisk);
        close(databaseDisk);
    }

    private static SmallDisk mount(int megabytes) {
        try {
            return SmallDisk.of(
                    megabytes, Files.createTempDirectory(Path.of("target").toAbsolutePath(), "small-disk"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(SmallDisk disk) {
        if (disk != null) {
            disk.close();
        }
    }
}
