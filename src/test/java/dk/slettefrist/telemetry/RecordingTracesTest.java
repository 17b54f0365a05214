package dk.slettefrist.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.StartupRefusedException;
import dk.slettefrist.testing.TraceCollector;
import dk.slettefrist.testing.TraceCollector.Told;

class RecordingTracesTest {

    private static final UUID RECORDING = UUID.fromString("01a2001f-cd05-73a6-9b28-5e14e7e96fde");
    private static final String TRACE = "01a2001fcd0573a69b285e14e7e96fde";
    private static final String NUMBER = "+4570101010";

    private final TraceCollector collector = new TraceCollector();
    private final RecordingTraces traces = new RecordingTraces(() -> Optional.of(collector.endpoint()));

    @AfterEach
    void stop() {
        collector.close();
    }

    @Test
    void shouldGiveTheTraceTheIdentifierOfItsRecording() {
        // when
        traces.first(RECORDING, "pbx", traces.now(), () -> 1);
        RecordingTraces ofAnotherReplica = new RecordingTraces(() -> Optional.of(collector.endpoint()));
        ofAnotherReplica.further(Step.LISTEN, RECORDING, ofAnotherReplica.now(), () -> 1);
        ofAnotherReplica.close();
        List<Told> told = told();

        // then
        assertThat(told).extracting(Told::trace).containsOnly(TRACE).hasSize(2);
        assertThat(named("receive", told).parent()).isEmpty();
        assertThat(named("receive", told).id()).isEqualTo(TRACE.substring(16));
        assertThat(named("listen", told).parent()).isEqualTo(TRACE.substring(16));
    }

    @Test
    void shouldPutRequestsToTheStoreBelowWhatTheyBelongTo() {
        // when
        traces.store("present", () -> 1);
        traces.first(RECORDING, "pbx", traces.now(), () -> traces.store("put", () -> 1));
        List<Told> told = told();

        // then
        assertThat(told).hasSize(2);
        assertThat(named("store put", told).parent())
                .isEqualTo(named("receive", told).id());
    }

    @Test
    void shouldLinkEachRecordingOfABatchToIt() {
        // given
        UUID other = UUID.randomUUID();

        // when
        long since = traces.now();
        traces.sweep(2, since, () -> {
            traces.done(Step.PURGE, List.of(RECORDING, other), since, "absent");
            return 2;
        });
        List<Told> told = told();

        // then
        Told sweep = named("sweep", told);
        assertThat(sweep.attributes()).containsEntry("slettefrist.claimed", "2");
        assertThat(told)
                .filteredOn(span -> span.name().equals("purge"))
                .hasSize(2)
                .allSatisfy(span -> assertThat(span.links()).containsExactly(sweep.trace()));
        assertThat(told).extracting(Told::trace).contains(TRACE).doesNotHaveDuplicates();
    }

    @Test
    void shouldTellOfAFailureItsKindAndNothingOfItsText() {
        // when
        assertThatThrownBy(() -> traces.first(RECORDING, "pbx", traces.now(), () -> {
                    throw new DomainException.Unavailable(NUMBER, new IllegalStateException(NUMBER));
                }))
                .hasMessage(NUMBER);
        assertThatThrownBy(() -> traces.further(Step.LISTEN, RECORDING, traces.now(), () -> {
                    throw new IllegalStateException(NUMBER);
                }))
                .hasMessage(NUMBER);
        List<Told> told = told();

        // then
        assertThat(named("receive", told).attributes())
                .isEqualTo(Map.of(
                        "slettefrist.recording.id",
                        RECORDING.toString(),
                        "slettefrist.source",
                        "pbx",
                        "slettefrist.outcome",
                        "unavailable"));
        assertThat(named("listen", told).attributes()).containsEntry("slettefrist.outcome", "internal");
        assertThat(told).allMatch(Told::failed);
        assertThat(collector.text()).contains(RECORDING.toString()).doesNotContain(NUMBER);
    }

    @Test
    void shouldDoNothingWithoutAnEndpoint() {
        // given
        RecordingTraces off = new RecordingTraces(Optional::empty);

        // when
        int answer = off.first(RECORDING, "pbx", off.now(), () -> off.store("put", () -> 7));
        off.done(Step.PURGE, List.of(RECORDING), off.now(), "absent");
        off.close();

        // then
        assertThat(answer).isEqualTo(7);
        assertThat(collector.text()).isEmpty();
    }

    @Test
    void shouldRefuseAnEndpointThatIsNone() {
        assertThatThrownBy(() -> new RecordingTraces(() -> Optional.of(URI.create("collector:4318"))))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageContaining("slettefrist.telemetry.traces-endpoint");
    }

    private List<Told> told() {
        traces.close();
        return collector.spans();
    }

    private static Told named(String name, List<Told> told) {
        return told.stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
