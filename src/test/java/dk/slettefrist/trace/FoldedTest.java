package dk.slettefrist.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import dk.slettefrist.audit.AuditEvent;
import dk.slettefrist.audit.AuditType;

class FoldedTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:15:30.5Z");
    private static final Duration UPTIME = Duration.ofHours(1);
    private static final Refusal REFUSAL =
            new Refusal(AuditType.FORBIDDEN, "anna", "192.0.2.7", "GET /api/v1/recordings/*/audio");

    @Test
    void shouldTellWhoWasRefusedWhenFromWhereAndWhat() {
        // when
        AuditEvent event = Folded.of(REFUSAL, UPTIME.minusMillis(20)).event(NOW, UPTIME);

        // then
        assertThat(event)
                .isEqualTo(new AuditEvent(
                        0,
                        NOW,
                        AuditType.FORBIDDEN,
                        "anna",
                        null,
                        null,
                        null,
                        "GET /api/v1/recordings/*/audio",
                        "192.0.2.7"));
    }

    @Test
    void shouldTellHowManyTheyWereAndWhen() {
        // given
        Folded folded = Folded.of(REFUSAL, UPTIME.minusSeconds(60))
                .and(Folded.of(REFUSAL, UPTIME.minusSeconds(30)))
                .and(Folded.of(REFUSAL, UPTIME.minusSeconds(10)));

        // when
        AuditEvent event = folded.event(NOW, UPTIME);

        // then
        assertThat(event.at()).isEqualTo(NOW);
        assertThat(event.detail())
                .isEqualTo("GET /api/v1/recordings/*/audio, 3 times, 2026-11-21T10:14:30Z/2026-11-21T10:15:20Z");
    }

    @Test
    void shouldTellWhenItWasIfItHadToWait() {
        // when
        AuditEvent event = Folded.of(REFUSAL, UPTIME.minusMinutes(5)).event(NOW, UPTIME);

        // then
        assertThat(event.detail())
                .isEqualTo("GET /api/v1/recordings/*/audio, 1 time, 2026-11-21T10:10:30Z/2026-11-21T10:10:30Z");
    }
}
