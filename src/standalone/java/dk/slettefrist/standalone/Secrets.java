package dk.slettefrist.standalone;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/** The passwords of the embedded servers: drawn at random on the first start, kept in a file that only its owner can read. */
final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final Properties values = new Properties();

    private Secrets(Path file) {
        this.file = file;
    }

    static Secrets of(DataFolder folder) {
        Secrets secrets = new Secrets(folder.secrets());
        if (Files.exists(secrets.file)) {
            try (Reader reader = Files.newBufferedReader(secrets.file)) {
                secrets.values.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return secrets;
    }

    /** The secret of that name, the same on every start: letters, digits, {@code -} and {@code _}. */
    String get(String name) {
        if (values.getProperty(name) == null) {
            byte[] random = new byte[24];
            RANDOM.nextBytes(random);
            values.setProperty(name, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
            store();
        }
        return values.getProperty(name);
    }

    private void store() {
        StringWriter content = new StringWriter();
        try {
            values.store(content, null);
            Path draft = OwnerOnly.createFile(file.getParent());
            Files.writeString(draft, content.toString());
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
