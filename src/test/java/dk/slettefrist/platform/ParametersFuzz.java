package dk.slettefrist.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dk.slettefrist.testing.Parsing;

/** Whatever stands in a query or a setting: what is read lies within its bounds and is read the same again. */
class ParametersFuzz {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    @FuzzTest
    void instant(byte[] input) {
        Parsing.unless(DomainException.InvalidRequest.class, () -> Parameters.instant("at", text(input)))
                .ifPresent(at -> {
                    assertThat(at).isBetween(FIRST, LAST).isEqualTo(at.truncatedTo(ChronoUnit.MICROS));
                    assertThat(Parameters.instant("at", at.toString())).isEqualTo(at);
                });
    }

    @FuzzTest
    void period(byte[] input) {
        String[] ends = text(input).split("\n", 2);
        Parsing.unless(
                        DomainException.InvalidRequest.class,
                        () -> Period.parse(ends[0], ends.length < 2 ? null : ends[1]))
                .ifPresent(period -> assertThat(period.from()).isBefore(period.to()));
    }

    @FuzzTest
    void limit(byte[] input) {
        Parsing.unless(DomainException.InvalidRequest.class, () -> Parameters.limit(text(input)))
                .ifPresent(limit -> assertThat(limit).isBetween(1, Parameters.MAX_LIMIT));
    }

    @FuzzTest
    void id(byte[] input) {
        Parsing.unless(DomainException.NotFound.class, () -> Parameters.id(text(input)))
                .ifPresent(id -> assertThat(Parameters.id(id.toString())).isEqualTo(id));
    }

    @FuzzTest
    void cursor(byte[] input) {
        Parsing.unless(DomainException.InvalidRequest.class, () -> Cursor.decode(text(input)))
                .ifPresent(cursor -> {
                    assertThat(Cursor.decode(cursor.encode())).isEqualTo(cursor);
                    Parsing.unless(DomainException.InvalidRequest.class, cursor::uuid);
                    Parsing.unless(DomainException.InvalidRequest.class, cursor::number);
                });
    }

    @FuzzTest
    void duration(byte[] input) {
        IsoDuration iso = new IsoDuration();
        Parsing.unless(IllegalArgumentException.class, () -> iso.convert(text(input)))
                .ifPresent(duration -> {
                    Duration again = iso.convert(IsoDuration.format(duration));
                    assertThat(again).isEqualTo(duration);
                });
    }

    private static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }
}
