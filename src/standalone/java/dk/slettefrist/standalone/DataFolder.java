package dk.slettefrist.standalone;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

import dk.slettefrist.platform.StartupRefusedException;

/**
 * The folder in which everything of the standalone mode lies.
 *
 * @param path absolute
 */
record DataFolder(Path path) {

    /** The folder that the setting names, made when it is missing; {@code data} in the working directory when the setting is absent or blank. */
    static DataFolder open(String setting) {
        Path path = Path.of(setting == null || setting.isBlank() ? "data" : setting)
                .toAbsolutePath()
                .normalize();
        try {
            OwnerOnly.createFolder(path);
            Files.delete(Files.createTempFile(path, "writable", ".tmp"));
        } catch (FileAlreadyExistsException e) {
            throw new StartupRefusedException(
                    "the data folder " + path + " cannot be used: " + e.getFile() + " is a file", e);
        } catch (IOException e) {
            throw new StartupRefusedException(
                    "the data folder " + path + " cannot be written"
                            + "; set SLETTEFRIST_HOME to a folder of your own ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
        return new DataFolder(path);
    }

    static Path path(String setting) {
        return Path.of(setting == null || setting.isBlank() ? "data" : setting)
                .toAbsolutePath()
                .normalize();
    }

    Path postgres() {
        return path.resolve("postgres");
    }

    Path postgresLog() {
        return path.resolve("postgres.log");
    }

    Path postgresBinaries() {
        return path.resolve("postgres-binaries");
    }

    Path objects() {
        return path.resolve("objects");
    }

    Path secrets() {
        return path.resolve("secrets.properties");
    }

    Path lock() {
        return path.resolve("lock");
    }
}
