package dk.slettefrist.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.sql.SQLException;
import java.util.Map;

import io.quarkus.runtime.QuarkusBindException;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class StartupFailureTest {

    @Test
    void shouldSayWhyTheStartWasRefused() {
        Throwable failure = new RuntimeException("wrapped", new StartupRefusedException("zero keeps nothing"));

        assertThat(StartupFailure.describe(failure)).isEqualTo("Slettefrist does not start: zero keeps nothing");
    }

    @Test
    void shouldNameTheTakenPort() {
        Throwable failure = new RuntimeException(new QuarkusBindException("0.0.0.0", 8080, new BindException()));

        assertThat(StartupFailure.describe(failure))
                .isEqualTo("Slettefrist does not start: port 8080 of 0.0.0.0 is in use by another process;"
                        + " set QUARKUS_HTTP_PORT to a free one");
    }

    @Test
    void shouldNameTheSettingOfTheOtherPort() {
        Throwable failure = new RuntimeException(new BindException("Address already in use"));

        assertThat(StartupFailure.describe(failure)).contains("Address already in use", "QUARKUS_MANAGEMENT_PORT");
    }

    @Test
    void shouldSpeakForTheDatabase() {
        Throwable failure = new RuntimeException(new SQLException("Connection refused.", "08001"));

        assertThat(StartupFailure.describe(failure))
                .isEqualTo("Slettefrist does not start: the database says: Connection refused.");
    }

    @Test
    void shouldNameSettingsThatAreMissingOrEmpty() {
        SmallRyeConfigBuilder settings = new SmallRyeConfigBuilder()
                .withMapping(Store.class)
                .withSources(new PropertiesConfigSource(Map.of("store.bucket", ""), "environment", 300));

        assertThatThrownBy(settings::build).satisfies(failure -> assertThat(StartupFailure.describe(failure))
                .contains(
                        "store.bucket is empty: fill it in, or take it away where it has a default",
                        "store.endpoint is not set: docs/CONFIGURATION.md says what it means")
                .doesNotContain("SRCFG", "Converter"));
    }

    @Test
    void shouldFallBackToTheRootCauseInOneLine() {
        Throwable failure = new RuntimeException(new IllegalStateException("first\n  second\n"));

        assertThat(StartupFailure.describe(failure)).isEqualTo("Slettefrist does not start: first second");
    }

    @Test
    void shouldNameACauseWithoutMessage() {
        assertThat(StartupFailure.describe(new NullPointerException()))
                .isEqualTo("Slettefrist does not start: java.lang.NullPointerException");
    }

    @ConfigMapping(prefix = "store")
    interface Store {

        String bucket();

        String endpoint();
    }
}
