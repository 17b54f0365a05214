package dk.slettefrist.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.Unremovable;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The password of the database where it stands in a file ({@code slettefrist.database.password-file}), so that another one counts without a restart. Two of
 * them, one a line, while it is being changed; see {@link PasswordsDriver}.
 */
@ApplicationScoped
@Unremovable
class DatabasePasswords {

    private static final String SETTING = "slettefrist.database.password-file";
    private static final int MOST = 2;

    private final Optional<LiveFile<List<String>>> file;

    DatabasePasswords(
            DatabaseSettings settings,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password,
            @ConfigProperty(name = "slettefrist.standalone", defaultValue = "false") boolean standalone,
            LiveFiles files) {
        this.file = standalone ? Optional.empty() : settings.passwordFile().map(named -> read(named, password, files));
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

    /** None where no file is named: the password is that of the framework's setting then. */
    List<String> now() {
        return file.map(LiveFile::now).orElse(List.of());
    }
}
