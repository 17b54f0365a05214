package dk.slettefrist.platform;

import java.util.HashMap;
import java.util.Map;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.Config;

/** Refuses to start with the demo users anywhere but on the loopback address of the standalone mode. */
final class DemoUsersCheck {
    private static final String USERS = "quarkus.security.users.embedded.users.";

    void check(@Observes @Priority(-1000) StartupEvent event, Config config) {
        boolean standalone =
                config.getOptionalValue("slettefrist.standalone", Boolean.class).orElse(false);
        String host = config.getOptionalValue("quarkus.http.host", String.class).orElse("0.0.0.0");
        DemoUsers.refusal(passwords(config), standalone, host).ifPresent(reason -> {
            throw new StartupRefusedException(reason);
        });
    }

    private static Map<String, String> passwords(Config config) {
        Map<String, String> passwords = new HashMap<>();
        for (String property : config.getPropertyNames()) {
            if (property.startsWith(USERS)) {
                String name = property.substring(USERS.length()).replace("\"", "");
                config.getOptionalValue(property, String.class).ifPresent(password -> passwords.put(name, password));
            }
        }
        return passwords;
    }
}
