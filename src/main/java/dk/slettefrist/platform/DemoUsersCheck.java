package dk.slettefrist.platform;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.Config;

/** Refuses to start with the demo users anywhere but on the loopback address of the standalone mode. */
final class DemoUsersCheck {
    void check(@Observes @Priority(-1000) StartupEvent event, Config config) {
        boolean standalone =
                config.getOptionalValue("slettefrist.standalone", Boolean.class).orElse(false);
        String host = config.getOptionalValue("quarkus.http.host", String.class).orElse("0.0.0.0");
        DemoUsers.refusal(EmbeddedUsers.of(config), standalone, host).ifPresent(reason -> {
            throw new StartupRefusedException(reason);
        });
    }
}
