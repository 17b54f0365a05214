package dk.slettefrist.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.Unremovable;
import io.quarkus.credentials.CredentialsProvider;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The password of the database where it stands in a file ({@code slettefrist.database.password-file}): asked for each new connection, so that another one counts
 * without a restart. Two of them, one a line, while it is being changed; see {@link PasswordsDriver}.
 */
@ApplicationScoped
@Unremovable
class DatabasePasswords implements CredentialsProvider {

    private static final String SETTING = "slettefrist.database.password-file";
    private static final int MOST = 2;

    private final Optional<LiveFile<List<String>>> file;

    DatabasePasswords(
            @ConfigProperty(name = SETTING) Optional<Path> path,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password,
            @ConfigProperty(name = "slettefrist.standalone", defaultValue = "false") boolean standalone,
            LiveFiles files) {
        this.file = standalone ? Optional.empty() : path.map(named -> read(named, password, files));
    }

    private static LiveFile<List<String>> read(Path path, Optional<String> password, LiveFiles files) {
        if (password.isPresent()) {
            throw new StartupRefusedException(SETTING + " and quarkus.datasource.password exclude each other");
        }
        try {
            return files.read(SETTING, path, DatabasePasswords::passwords);
        } catch (IllegalArgumentException e) {
            throw new StartupRefusedException(SETTING + ": " + e.getMessage(), e);
        }
    }

    static List<String> passwords(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        if (lines.isEmpty() || lines.size() > MOST || text.startsWith("\uFEFF")) {
            throw new IllegalArgumentException(
                    "password-file must have one password, or two, one a line, and nothing else");
        }
        return lines;
    }

    /** Nothing where no file is named: the password is that of the framework's setting then. */
    @Override
    public Map<String, String> getCredentials(String name) {
        return file.map(passwords ->
                        Map.of(PASSWORD_PROPERTY_NAME, String.join(PasswordsDriver.SEPARATOR, passwords.now())))
                .orElse(Map.of());
    }

    /** At once: a thread of the pool that waits for a connection must not wait for another thread of it. */
    @Override
    public Uni<Map<String, String>> getCredentialsAsync(String name) {
        return Uni.createFrom().item(() -> getCredentials(name));
    }
}
