package dk.slettefrist.trace;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.Config;

import dk.slettefrist.identity.FileUsers;
import dk.slettefrist.platform.EmbeddedUsers;
import dk.slettefrist.source.Sources;

/** The names of users and sources that the settings know. */
@ApplicationScoped
class KnownNames {

    private final Set<String> embedded;
    private final FileUsers users;
    private final Sources sources;

    KnownNames(Config config, FileUsers users, Sources sources) {
        this.users = users;
        this.sources = sources;
        this.embedded = EmbeddedUsers.of(config).keySet();
    }

    boolean contain(String name) {
        return embedded.contains(name) || users.have(name) || sources.find(name).isPresent();
    }
}
