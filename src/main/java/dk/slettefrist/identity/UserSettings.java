package dk.slettefrist.identity;

import java.nio.file.Path;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** Users beside those of a provider, by HTTP Basic. */
@ConfigMapping(prefix = "slettefrist.users")
public interface UserSettings {

    /**
     * A file of users, one a line: a name, roles separated by commas, and the salted hash of a password, or of the old one and the new one.
     *
     * @see UsersFile
     */
    Optional<Path> file();
}
