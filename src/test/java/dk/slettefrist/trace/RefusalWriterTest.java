package dk.slettefrist.trace;

import static dk.slettefrist.testing.Times.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dk.slettefrist.audit.AuditEvent;
import dk.slettefrist.audit.AuditLog;
import dk.slettefrist.audit.AuditType;
import dk.slettefrist.platform.Cursor;
import dk.slettefrist.platform.DomainException;

class RefusalWriterTest {

    private static final Refusal REFUSAL = new Refusal(AuditType.LOGIN_FAILED, "anna", "192.0.2.7", "GET /api");

    /** Written by a thread of its own. */
    private static final class Written implements AuditLog {
        private final List<AuditEvent> events = new CopyOnWriteArrayList<>();

        @Override
        public void append(Collection<AuditEvent> more) {
            events.addAll(more);
        }

        @Override
        public List<AuditEvent> page(Instant from, Instant to, Cursor after, int limit) {
            return List.copyOf(events);
        }
    }

    private final Written audit = new Written();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private volatile boolean away;
    private boolean stopped;
    private final RefusalWriter writer = new RefusalWriter(new RefusalBook(audit, this::time), settings(), meters);

    private Instant time() {
        if (away) {
            throw new DomainException.Unavailable("the database does not answer", null);
        }
        return NOW;
    }

    @AfterEach
    void noThreadLeft() throws InterruptedException {
        if (!stopped) {
            writer.stop(null);
        }
    }

    @Test
    void shouldWriteTheFirstAtOnceWithoutATick() {
        // when
        writer.note(REFUSAL);

        // then
        await().until(() -> events().size() == 1);
        assertThat(events().get(0).detail()).isEqualTo("GET /api");
    }

    @Test
    void shouldWriteWhatWasCountedBeforeTheServiceEnds() throws InterruptedException {
        // given
        writer.note(REFUSAL);
        await().until(() -> events().size() == 1);
        writer.note(REFUSAL);
        writer.note(REFUSAL);

        // when
        stopped = true;
        writer.stop(null);

        // then
        assertThat(events()).hasSize(2);
        assertThat(events().get(1).detail()).startsWith("GET /api, 2 times, ");
    }

    @Test
    void shouldCountOnWhileTheDatabaseIsAway() {
        // given
        away = true;
        writer.note(REFUSAL);
        await().until(() ->
                meters.counter("slettefrist.refusals.write.failures").count() > 0);
        writer.note(REFUSAL);
        assertThat(unwritten()).isEqualTo(2);

        // when
        away = false;
        writer.writeAll();

        // then
        assertThat(events()).hasSize(1);
        assertThat(events().get(0).detail()).startsWith("GET /api, 2 times, ");
        assertThat(unwritten()).isZero();
        assertThat(meters.counter("slettefrist.refusals", "type", "LOGIN_FAILED")
                        .count())
                .isEqualTo(2);
    }

    private double unwritten() {
        return meters.get("slettefrist.refusals.unwritten").gauge().value();
    }

    private List<AuditEvent> events() {
        return List.copyOf(audit.events);
    }

    private static TraceSettings settings() {
        return new SmallRyeConfigBuilder()
                .withMapping(TraceSettings.class)
                .withDefaultValue("slettefrist.trace.fold-for", "PT1H")
                .build()
                .getConfigMapping(TraceSettings.class);
    }
}
