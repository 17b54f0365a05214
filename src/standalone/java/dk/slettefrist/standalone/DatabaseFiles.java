package dk.slettefrist.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.apache.commons.io.FileUtils;

import dk.slettefrist.platform.StartupRefusedException;

/** The state in which the last process left PostgreSQL's files, which may have ended at any moment. */
final class DatabaseFiles {
    /** The major version of the binaries in the build. */
    static final int VERSION = 18;

    private final DataFolder data;
    private final Path complete;

    DatabaseFiles(DataFolder data) {
        this.data = data;
        this.complete = data.postgres().resolve("slettefrist.complete");
    }

    /**
     * Removes what a first start left unfinished, which never held any data.
     *
     * @throws StartupRefusedException when the files are of another version of PostgreSQL
     */
    void prepare() {
        try {
            for (Path binaries : unpackedBinaries()) {
                if (Files.notExists(binaries.resolve(".exists"))) {
                    FileUtils.deleteDirectory(binaries.toFile());
                }
            }
            if (Files.notExists(complete)) {
                FileUtils.deleteDirectory(data.postgres().toFile());
            } else {
                checkVersion();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void markComplete() throws IOException {
        if (Files.notExists(complete)) {
            Files.createFile(complete);
        }
    }

    private List<Path> unpackedBinaries() throws IOException {
        if (Files.notExists(data.postgresBinaries())) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(data.postgresBinaries())) {
            return children.filter(Files::isDirectory).toList();
        }
    }

    private void checkVersion() throws IOException {
        String found = Files.readString(data.postgres().resolve("PG_VERSION")).strip();
        if (!found.equals(Integer.toString(VERSION))) {
            throw new StartupRefusedException("the database in " + data.postgres() + " was written by PostgreSQL "
                    + found + " and this Slettefrist brings PostgreSQL " + VERSION
                    + "; use the version of Slettefrist that wrote it");
        }
    }
}
