package dk.slettefrist.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dk.slettefrist.platform.StartupRefusedException;
import dk.slettefrist.storage.StorageSettings;

class LeaseCheckTest {

    @ParameterizedTest
    @CsvSource({"PT3M, PT1M", "PT2M30S, PT1M", "PT8S, PT3S", "PT8S, PT3.2S", "PT10M, PT4M"})
    void shouldAcceptALeaseThatOutlastsTheWaitsForTheStore(Duration lease, Duration callTimeout) {
        assertThat(LeaseCheck.refusal(lease, callTimeout)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT2M, PT1M", "PT2M29.999S, PT1M", "PT8S, PT1M", "PT8S, PT3.201S"})
    void shouldRefuseALeaseThatAnUploadCanOutlast(Duration lease, Duration callTimeout) {
        assertThat(LeaseCheck.refusal(lease, callTimeout)).isPresent();
    }

    @Test
    void shouldSayInOneLineWhatToChange() {
        LeaseCheck check = check(Map.of("slettefrist.ingest.lease", "PT2M"));

        assertThatThrownBy(() -> check.check(new StartupEvent()))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessage("slettefrist.ingest.lease (PT2M) must be at least two and a half times"
                        + " slettefrist.s3.call-timeout (PT1M), which is PT2M30S");
    }

    @Test
    void shouldAcceptTheDefaults() {
        LeaseCheck check = check(Map.of());

        assertThatCode(() -> check.check(new StartupEvent())).doesNotThrowAnyException();
    }

    private static LeaseCheck check(Map<String, String> settings) {
        var config = new SmallRyeConfigBuilder()
                .withMapping(IngestSettings.class)
                .withMapping(StorageSettings.class)
                .withDefaultValues(Map.of(
                        "slettefrist.s3.endpoint", "http://localhost",
                        "slettefrist.s3.access-key", "none",
                        "slettefrist.s3.secret-key", "none"))
                .withDefaultValues(settings)
                .build();
        return new LeaseCheck(
                config.getConfigMapping(IngestSettings.class), config.getConfigMapping(StorageSettings.class));
    }
}
