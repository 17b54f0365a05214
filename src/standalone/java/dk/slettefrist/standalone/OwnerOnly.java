package dk.slettefrist.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and folders that no other account of the machine can read, where the file system knows accounts. */
final class OwnerOnly {

    private OwnerOnly() {}

    /** A new, empty file of a random name. */
    static Path createFile(Path folder) throws IOException {
        return Files.createTempFile(folder, "draft", ".tmp", permissions(folder, "rw-------"));
    }

    /** The folder, made with those above it when it is missing; one that exists keeps its permissions. */
    static Path createFolder(Path folder) throws IOException {
        return Files.createDirectories(folder, permissions(folder, "rwx------"));
    }

    private static FileAttribute<?>[] permissions(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
