package dk.slettefrist.ingest.pbx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.testing.Parsing;

/** Whatever a PBX tells as a time: it lies between 1970 and 9999, or is not told. */
class ToldTimeFuzz {

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final Instant NOW = Instant.parse("2026-11-24T10:15:30Z");
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final List<ZoneId> ZONES =
            List.of(ZoneOffset.UTC, ZoneId.of("Europe/Copenhagen"), ZoneOffset.MIN, ZoneOffset.MAX);

    @FuzzTest
    void instant(byte[] input) {
        Optional<String> told = Optional.of(new String(input, StandardCharsets.UTF_8));
        for (ZoneId zone : ZONES) {
            ToldTime.instant(told, zone).ifPresent(at -> {
                assertThat(at).isBetween(Instant.EPOCH, LAST).isEqualTo(at.truncatedTo(ChronoUnit.MICROS));
                assertThat(ToldTime.instant(Optional.of(at.toString()), zone)).contains(at);
            });
        }
    }

    @FuzzTest
    void duration(byte[] input) {
        ToldTime.duration(Optional.of(new String(input, StandardCharsets.UTF_8)))
                .ifPresent(length -> {
                    assertThat(length).isBetween(Duration.ZERO, Duration.ofDays(7));
                    assertThat(ToldTime.duration(Optional.of(length.toString())))
                            .contains(length);
                });
    }

    /** A start, an end and a duration, a line each. */
    @FuzzTest
    void span(byte[] input) {
        String[] told = new String(input, StandardCharsets.UTF_8).split("\n", -1);
        Optional<Instant> start = ToldTime.instant(line(told, 0), ZoneOffset.UTC);
        Optional<Instant> end = ToldTime.instant(line(told, 1), ZoneOffset.UTC);
        Span span = Span.of(start, end, ToldTime.duration(line(told, 2)), NOW);
        assertThat(span.startedAt()).isBeforeOrEqualTo(span.endedAt());
        end.ifPresent(known -> assertThat(span.endedAt()).isEqualTo(known));
        if (start.isEmpty() && end.isEmpty()) {
            assertThat(span.endedAt()).isEqualTo(NOW);
        }
    }

    @FuzzTest
    void signed(byte[] input) {
        String told = new String(input, StandardCharsets.ISO_8859_1);
        Webhook webhook = new Webhook("/", Map.of("signed-at", told), Map.of(), new byte[0]);
        Parsing.unless(
                        DomainException.NotProven.class,
                        () -> SignedTime.require(webhook, "signed-at", TOLERANCE, () -> NOW))
                .ifPresent(signed -> {
                    assertThat(signed).isEqualTo(told);
                    assertThat(Math.abs(Long.parseLong(signed) - NOW.getEpochSecond()))
                            .isLessThanOrEqualTo(TOLERANCE.toSeconds());
                });
    }

    private static Optional<String> line(String[] told, int number) {
        return Optional.of(told).filter(lines -> lines.length > number).map(lines -> lines[number]);
    }
}
