package dk.slettefrist.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dk.slettefrist.reconcile.Findings.Ending;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

@Tag("side-by-side")
@QuarkusTest
@TestProfile(PlantedDisagreementsTest.NoRunOfItsOwn.class)
@QuarkusTestResource(TestServers.class)
class RunLogTest {

    private static final RowFindings ONE_UNCOVERED = new RowFindings(1, 0, 0, 0, 1);

    @Inject
    RunLog log;

    @Inject
    ReconcileWatch watch;

    @Inject
    MeterRegistry meters;

    @Inject
    Switchboard switchboard;

    @Test
    void shouldTellWhatAFailedRunDidAndKeepWhatTheLastCompleteOneCounted() {
        // given
        log.ended(new Findings(RowFindings.NONE, new ObjectFindings(9, 0, 2, 7), ObjectFindings.NONE, Ending.COMPLETE));
        ReconcileWatch.State complete = watch.now();
        double counted = uncovered();
        Instant before = switchboard.now();

        // when
        log.ended(new Findings(ONE_UNCOVERED, ObjectFindings.NONE, ObjectFindings.NONE, Ending.FAILED));

        // then
        assertThat(complete.foreign()).isEqualTo(7);
        assertThat(watch.now()).isEqualTo(complete);
        assertThat(uncovered() - counted).isEqualTo(1);
        assertThat(switchboard
                        .auditor()
                        .events("RECONCILED", before, switchboard.now().plusSeconds(1)))
                .singleElement()
                .extracting(event -> event.get("detail"))
                .isEqualTo("orphans=0 uploads=0 missing=0 found=0 uncovered=1 failed");
    }

    private double uncovered() {
        return meters.counter("slettefrist.reconciled", "kind", "uncovered").count();
    }
}
