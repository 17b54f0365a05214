package dk.slettefrist.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A file with one or two secrets, one a line; empty lines do not count. Whoever puts secrets there, such as Kubernetes or Vault's agent, replaces it while the
 * service runs.
 *
 * @param path of the file, or of a link to it
 */
record SecretsFile(Path path) {

    /** Larger ones hold something else. */
    private static final long LARGEST = 16_384;

    /** A comment would be a secret that everybody guesses; an equals sign is at the end only, of base64. */
    private static final Pattern SOMETHING_ELSE = Pattern.compile("[\\s,#\uFEFF]|=[^=]");

    /**
     * By what a change is seen.
     *
     * @param file which one it is, when it is replaced by another
     */
    record Stamp(FileTime modified, long size, Object file) {}

    /** @throws IOException when it is not there or cannot be looked at */
    Stamp stamp() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }

    /** @throws IllegalArgumentException when it cannot be read; the message says why */
    List<String> read() {
        try {
            if (Files.size(path) > LARGEST) {
                throw new IllegalArgumentException(
                        "secrets-file is longer than " + LARGEST + " bytes: it must have one or two lines");
            }
            List<String> secrets = Files.readAllLines(path).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            if (secrets.stream().anyMatch(SOMETHING_ELSE.asPredicate())) {
                throw new IllegalArgumentException(
                        "secrets-file must have nothing but secrets, one a line: no name, comment, space, comma or byte order mark");
            }
            return secrets;
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("secrets-file does not exist: " + path, e);
        } catch (IOException e) {
            throw new IllegalArgumentException("secrets-file cannot be read: " + path, e);
        }
    }
}
