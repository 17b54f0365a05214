package dk.slettefrist.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import java.sql.SQLException;

import io.quarkus.runtime.QuarkusBindException;
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
    void shouldFallBackToTheRootCauseInOneLine() {
        Throwable failure = new RuntimeException(new IllegalStateException("first\n  second\n"));

        assertThat(StartupFailure.describe(failure)).isEqualTo("Slettefrist does not start: first second");
    }

    @Test
    void shouldNameACauseWithoutMessage() {
        assertThat(StartupFailure.describe(new NullPointerException()))
                .isEqualTo("Slettefrist does not start: java.lang.NullPointerException");
    }
}
