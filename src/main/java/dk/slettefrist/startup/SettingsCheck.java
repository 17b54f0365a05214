package dk.slettefrist.startup;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.Config;
import org.flywaydb.core.api.configuration.FluentConfiguration;

import dk.slettefrist.platform.StartupRefusedException;
import dk.slettefrist.policy.RetentionSettings;

/**
 * Refuses to start with periods that make no sense, or with a setting of ours that there is not: a period that is misspelt would be another one unseen.
 * All that before anybody asks the database: a start that is refused changes nothing there.
 */
@Singleton
final class SettingsCheck implements FlywayConfigurationCustomizer {

    private final Config config;
    private final RetentionSettings periods;

    SettingsCheck(Config config, RetentionSettings periods) {
        this.config = config;
        this.periods = periods;
    }

    @Override
    public void customize(FluentConfiguration flyway) {
        check();
    }

    /** Where somebody else migrates ({@code quarkus.flyway.active=false}), nobody asks above. */
    void check(@Observes @Priority(Integer.MIN_VALUE) StartupEvent event) {
        check();
    }

    private void check() {
        try {
            periods.policy();
        } catch (IllegalArgumentException e) {
            throw new StartupRefusedException(e.getMessage(), e);
        }
        // Tests are told what they may do by settings that begin like ours.
        if (LaunchMode.current() == LaunchMode.TEST) {
            return;
        }
        new KnownSettings().stranger(config.getConfigSources()).ifPresent(name -> {
            throw new StartupRefusedException(
                    name
                            + " is no setting of this version: correct its name or take it away; docs/CONFIGURATION.md has all of them");
        });
    }
}
