package dk.slettefrist.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import io.quarkus.test.TestTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dk.slettefrist.audit.AuditEvent;
import dk.slettefrist.audit.AuditLog;
import dk.slettefrist.audit.AuditType;
import dk.slettefrist.call.Call;
import dk.slettefrist.call.CallFact;
import dk.slettefrist.call.CallRepository;
import dk.slettefrist.testing.TestServers;

/** An instant is the same in the JVM's zone, in the session's and in UTC, also where their clocks are put forward or back. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@TestTransaction
class ZonesTest {

    @Inject
    EntityManager entities;

    @Inject
    CallRepository calls;

    @Inject
    AuditLog audit;

    static Stream<Instant> instants() {
        return Stream.of(
                        "2026-11-21T10:15:30.123456Z",
                        "2026-01-01T00:00:00Z",
                        "1999-12-31T23:59:59.999999Z",
                        "2100-02-28T23:59:59.000001Z",
                        // The clocks of Pacific/Chatham, of America/St_Johns and of Denmark change.
                        "2026-04-04T14:00:00Z",
                        "2026-04-04T13:15:00Z",
                        "2026-09-26T14:00:00Z",
                        "2026-03-08T05:30:00Z",
                        "2026-03-08T06:00:00Z",
                        "2026-11-01T04:00:00Z",
                        "2026-11-01T04:30:00Z",
                        "2026-03-29T01:00:00Z",
                        "2026-10-25T00:30:00Z",
                        "2026-10-25T01:00:00Z")
                .map(Instant::parse);
    }

    @Test
    void shouldRunWithThreeZonesThatDiffer() {
        Object session = entities.createNativeQuery("SHOW TimeZone").getSingleResult();
        List<ZoneId> zones = List.of(ZoneId.systemDefault(), ZoneId.of((String) session), ZoneId.of("UTC"));

        assertThat(session).isEqualTo(TestServers.SESSION_ZONE);
        assertThat(zones).doesNotHaveDuplicates();
        assertThat(instants()).allSatisfy(instant -> assertThat(zones)
                .extracting(zone -> zone.getRules().getOffset(instant))
                .doesNotHaveDuplicates());
    }

    @ParameterizedTest
    @MethodSource("instants")
    void shouldKeepAnInstantExactly(Instant instant) {
        Call opened = calls.open("pbx", "zones-" + UUID.randomUUID());
        Call saved = new Call(opened.id(), "pbx", opened.callId(), instant, instant, null, null, null);
        CallFact fact = new CallFact(CallFact.Kind.ENDED, instant, null, null, null, null, null);

        calls.save(saved);
        calls.addFact(saved.id(), fact);

        entities.clear();
        assertThat(calls.find("pbx", opened.callId())).contains(saved);
        assertThat(calls.facts(List.of(saved.id())).get(saved.id())).containsExactly(fact);
        assertThat(micros("SELECT started_at FROM call WHERE id = '" + saved.id() + "'"))
                .isEqualTo(micros(instant));
        assertThat(micros("SELECT at FROM call_fact WHERE call_ref = '" + saved.id() + "'"))
                .isEqualTo(micros(instant));
    }

    @ParameterizedTest
    @MethodSource("instants")
    void shouldFindByAnInstantWhatWasWrittenAtIt(Instant instant) {
        UUID marker = UUID.randomUUID();

        audit.append(AuditEvent.ofRecording(instant, AuditType.LISTENED, "zones", null, marker));

        Instant next = instant.plus(Duration.ofNanos(1000));
        assertThat(audit.page(instant, next, null, 1000))
                .extracting(AuditEvent::recording)
                .contains(marker);
        assertThat(audit.page(next, next.plusSeconds(1), null, 1000))
                .extracting(AuditEvent::recording)
                .doesNotContain(marker);
    }

    private long micros(String select) {
        return ((Number) entities.createNativeQuery(
                                "SELECT cast(extract(epoch FROM (" + select + ")) * 1000000 AS bigint)")
                        .getSingleResult())
                .longValue();
    }

    private static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
    }
}
