package dk.slettefrist.startup;

import java.util.ArrayList;
import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.Config;

import dk.slettefrist.platform.StartupRefusedException;

/** Refuses to start with a setting of ours that there is not: a period of retention that is misspelt would be another one unseen. */
final class SettingsCheck {

    void check(@Observes @Priority(-1000) StartupEvent event, Config config) {
        // Tests are told what they may do by settings that begin like ours.
        if (LaunchMode.current() == LaunchMode.TEST) {
            return;
        }
        List<String> properties = new ArrayList<>();
        config.getPropertyNames().forEach(properties::add);
        new KnownSettings().stranger(properties, System.getenv().keySet()).ifPresent(name -> {
            throw new StartupRefusedException(
                    name
                            + " is no setting of this version: correct its name or take it away; docs/CONFIGURATION.md has all of them");
        });
    }
}
