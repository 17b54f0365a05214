package dk.slettefrist.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dk.slettefrist.packaged.Story.Periods;

/** A start whose settings contradict each other does not change the periods that other replicas go by. */
class RefusedStartIT {

    private Stage stage;
    private Inspection inspection;

    @BeforeEach
    void startOnce() {
        stage = Stage.open(new Periods(Duration.ofMinutes(30), Duration.ofDays(30)));
        try (PackagedService service = stage.launch()) {
            service.awaitReady();
        }
        inspection = new Inspection(stage.database(), stage.store());
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @ParameterizedTest
    @CsvSource({
        "slettefrist.purge.max-retry-delay, PT1S, slettefrist.purge.max-retry-delay must not be shorter than",
        "slettefrist.media.interval, PT1H, slettefrist.media.lease must be at least twice",
    })
    void shouldNotPutOtherPeriodsInForce(String setting, String value, String reason) {
        // given
        String before = inspection.periods();
        stage.change("slettefrist.retention.unflagged", "PT20M");
        stage.change(setting, value);

        // when
        PackagedService refused = stage.launch();

        // then
        assertThat(refused.awaitExit()).isEqualTo(1);
        assertThat(refused.log()).contains("Slettefrist does not start: ", reason);
        assertThat(inspection.periods()).isEqualTo(before);
    }
}
