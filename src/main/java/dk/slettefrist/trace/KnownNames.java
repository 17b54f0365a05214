package dk.slettefrist.trace;

import java.util.HashSet;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.Config;

import dk.slettefrist.source.Sources;

/** The names of users and sources that the settings know. */
@ApplicationScoped
class KnownNames {

    private static final String USERS = "quarkus.security.users.embedded.users.";

    private final Set<String> users = new HashSet<>();
    private final Sources sources;

    KnownNames(Config config, Sources sources) {
        this.sources = sources;
        for (String property : config.getPropertyNames()) {
            if (property.startsWith(USERS)) {
                users.add(property.substring(USERS.length()).replace("\"", ""));
            }
        }
    }

    boolean contain(String name) {
        return users.contains(name) || sources.find(name).isPresent();
    }
}
