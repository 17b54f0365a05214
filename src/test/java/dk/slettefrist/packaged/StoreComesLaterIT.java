package dk.slettefrist.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dk.slettefrist.packaged.Story.Periods;

/** After a power cut the object store is there last. */
class StoreComesLaterIT {

    private static final String WAITS = "The object store is away, the start asks again for up to ";

    private Stage stage;
    private PackagedService service;

    @BeforeEach
    void start() {
        stage = Stage.open(new Periods(Duration.ofMinutes(30), Duration.ofDays(30)));
        stage.store().kill();
    }

    @AfterEach
    void stop() {
        service.kill();
        stage.close();
    }

    @Test
    void shouldWaitForItInOneProcess() {
        // given
        service = launch("PT10M");

        // when
        untilItHasAsked(2);
        stage.store().restart();

        // then
        service.awaitReady();
        assertThat(service.log()).doesNotContain("\tat ");
    }

    @Test
    void shouldEndAtOnceWhenItIsToldToMeanwhile() {
        // given
        service = launch("PT10M");
        untilItHasAsked(1);

        // when
        service.close();

        // then
        assertThat(service.awaitExit()).isEqualTo(143);
    }

    @Test
    void shouldSayWhyItEndsWhenItHasWaitedInVain() {
        // when
        service = launch("PT20S");

        // then
        assertThat(service.awaitExit()).isEqualTo(1);
        assertThat(waits()).isNotEmpty();
        assertThat(service.log().lines().filter(line -> line.startsWith("Slettefrist does not start: ")))
                .singleElement()
                .asString()
                .contains("the object store of slettefrist.s3.endpoint does not answer as it should");
        assertThat(service.log()).doesNotContain("\tat ");
    }

    private PackagedService launch(String patience) {
        stage.change("slettefrist.startup.store-patience", patience);
        return stage.launch();
    }

    private void untilItHasAsked(int times) {
        Awaitility.await("the start waits").atMost(Duration.ofSeconds(90)).until(() -> waits().size() >= times);
    }

    private List<String> waits() {
        return service.log().lines().filter(line -> line.contains(WAITS)).toList();
    }
}
