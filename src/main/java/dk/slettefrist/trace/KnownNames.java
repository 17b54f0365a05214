package dk.slettefrist.trace;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.Config;

import dk.slettefrist.platform.EmbeddedUsers;
import dk.slettefrist.source.Sources;

/** The names of users and sources that the settings know. */
@ApplicationScoped
class KnownNames {

    private final Set<String> users;
    private final Sources sources;

    KnownNames(Config config, Sources sources) {
        this.sources = sources;
        this.users = EmbeddedUsers.of(config).keySet();
    }

    boolean contain(String name) {
        return users.contains(name) || sources.find(name).isPresent();
    }
}
