package dk.slettefrist.platform;

import java.util.Map;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.Config;

/**
 * Refuses to start with users of the settings whose password anybody could tell: the demo users and short passwords anywhere but on the loopback
 * address of the standalone mode.
 */
final class EmbeddedUsersCheck {

    void check(@Observes @Priority(-1000) StartupEvent event, Config config) {
        boolean standalone =
                config.getOptionalValue("slettefrist.standalone", Boolean.class).orElse(false);
        String host = config.getOptionalValue("quarkus.http.host", String.class).orElse("0.0.0.0");
        Map<String, String> users = EmbeddedUsers.of(config);
        DemoUsers.refusal(users, standalone, host)
                .or(() -> ShortPasswords.refusal(users, standalone, host))
                .ifPresent(reason -> {
                    throw new StartupRefusedException(reason);
                });
    }
}
