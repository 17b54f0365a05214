package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TraceCollector;
import dk.slettefrist.testing.TraceCollector.Told;

/** The life of a recording, as a collector is told of it. */
@Tag("side-by-side")
@QuarkusTest
@QuarkusTestResource(value = RecordingTraceTest.WithACollector.class, restrictToAnnotatedClass = true)
class RecordingTraceTest {

    private static final TraceCollector COLLECTOR = new TraceCollector();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The servers, and where spans go. */
    public static final class WithACollector extends TestServers {

        @Override
        public Map<String, String> start() {
            Map<String, String> settings = super.start();
            settings.put(
                    "slettefrist.telemetry.traces-endpoint",
                    COLLECTOR.endpoint().toString());
            return settings;
        }
    }

    @Inject
    Switchboard switchboard;

    @Test
    void shouldTellALifeAsOneTraceUnderTheRecordingsOwnIdentifier() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        switchboard.operator().flags(delivery.callId());
        switchboard.supervisor().audio(id);
        switchboard.operator().unflags(delivery.callId());

        // when
        switchboard.passUntil(delivery.endedAt().plus(Duration.ofMinutes(30)));
        switchboard.untilPurged(id);
        await().atMost(PATIENCE)
                .until(() -> life(id).anyMatch(span -> span.name().equals("purge")));

        // then
        Told first = named("receive", id);
        assertThat(first.parent()).isEmpty();
        assertThat(first.attributes())
                .isEqualTo(Map.of(
                        "slettefrist.recording.id", id, "slettefrist.source", "pbx", "slettefrist.outcome", "done"));
        assertThat(life(id).filter(span -> span.parent().equals(first.id())))
                .extracting(Told::name)
                .containsExactlyInAnyOrder("store put", "flag", "listen", "unflag", "purge");
        assertThat(named("store get", id).parent())
                .isEqualTo(named("listen", id).id());
        assertThat(named("purge", id).attributes()).containsEntry("slettefrist.outcome", "absent");
    }

    @Test
    void shouldLeadFromThePurgeToTheBatchThatDeletedAndConfirmed() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();

        // when
        switchboard.passUntil(delivery.endedAt().plus(Duration.ofMinutes(30)));
        switchboard.untilPurged(id);
        await().atMost(PATIENCE)
                .until(() -> life(id).anyMatch(span -> span.name().equals("purge"))
                        && COLLECTOR.spans().stream()
                                .anyMatch(span -> span.name().equals("sweep")
                                        && named("purge", id).links().contains(span.trace())));

        // then
        assertThat(COLLECTOR.spans().stream()
                        .filter(span -> named("purge", id).links().contains(span.trace()))
                        .map(Told::name))
                .contains("sweep", "store delete", "store present");
    }

    @Test
    void shouldTellWhatDidNotBecomeARecording() {
        // given
        Delivery delivery = switchboard.pbx().recording().digestOf(Sound.wav());

        // when
        delivery.audio(Sound.wav(100)).put();
        await().atMost(PATIENCE).until(() -> COLLECTOR.spans().stream().anyMatch(Told::failed));

        // then
        assertThat(COLLECTOR.spans().stream().filter(Told::failed))
                .extracting(span -> span.name() + " " + span.attributes().get("slettefrist.outcome"))
                .containsOnly("receive checksum-mismatch");
    }

    private static Told named(String name, String recording) {
        List<Told> found =
                life(recording).filter(span -> span.name().equals(name)).toList();
        assertThat(found).as(name).hasSize(1);
        return found.get(0);
    }

    private static Stream<Told> life(String recording) {
        return COLLECTOR.spans().stream().filter(span -> span.trace().equals(recording.replace("-", "")));
    }
}
