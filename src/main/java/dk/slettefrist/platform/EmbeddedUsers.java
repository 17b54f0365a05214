package dk.slettefrist.platform;

import java.util.HashMap;
import java.util.Map;

import org.eclipse.microprofile.config.Config;

/** The users of the settings: {@code quarkus.security.users.embedded.users.<name>}. */
public final class EmbeddedUsers {

    private static final String USERS = "quarkus.security.users.embedded.users.";

    private EmbeddedUsers() {}

    /** Name and password of each. */
    public static Map<String, String> of(Config config) {
        Map<String, String> users = new HashMap<>();
        for (String property : config.getPropertyNames()) {
            if (property.startsWith(USERS)) {
                String name = property.substring(USERS.length()).replace("\"", "");
                config.getOptionalValue(property, String.class).ifPresent(password -> users.put(name, password));
            }
        }
        return users;
    }
}
