package dk.slettefrist.platform;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.microprofile.config.Config;

/** The users of the settings: {@code quarkus.security.users.embedded.users.<name>}. */
public final class EmbeddedUsers {

    private static final String USERS = "quarkus.security.users.embedded.users.";

    private static final String ROLES = "quarkus.security.users.embedded.roles.";

    private EmbeddedUsers() {}

    /** Name and password of each. */
    public static Map<String, String> of(Config config) {
        return byName(config, USERS);
    }

    /** The names of those that have this role. */
    public static Set<String> inRole(Config config, String role) {
        return byName(config, ROLES).entrySet().stream()
                .filter(user -> List.of(user.getValue().split("\\s*,\\s*")).contains(role))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Map<String, String> byName(Config config, String prefix) {
        Map<String, String> values = new HashMap<>();
        for (String property : config.getPropertyNames()) {
            if (property.startsWith(prefix)) {
                String name = property.substring(prefix.length()).replace("\"", "");
                config.getOptionalValue(property, String.class).ifPresent(value -> values.put(name, value));
            }
        }
        return values;
    }
}
