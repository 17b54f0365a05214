package dk.slettefrist.ingest.inbox;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Times as they stand in names and metadata of objects. What is none is not told. */
final class ToldTime {

    private static final Pattern DIGITS = Pattern.compile("\\d{10}|\\d{13}|\\d{16}");
    private static final Pattern FRACTION = Pattern.compile("(\\d{9,10})\\.(\\d{1,9})");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
    private static final DateTimeFormatter COMPACT = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private ToldTime() {}

    /**
     * RFC 3339 with an offset; without one, also as {@code 20261124-101530}, in the source's zone; or seconds, milliseconds or microseconds
     * since 1970.
     */
    static Optional<Instant> instant(String told, ZoneId zone) {
        String text = told.strip();
        Stream<Function<String, Instant>> forms = Stream.of(
                value -> OffsetDateTime.parse(value.replaceFirst(" ", "T")).toInstant(),
                value -> LocalDateTime.parse(value.replaceFirst(" ", "T"))
                        .atZone(zone)
                        .toInstant(),
                ToldTime::sinceEpoch,
                value -> LocalDateTime.parse(value.replaceAll("[-_T:]", ""), COMPACT)
                        .atZone(zone)
                        .toInstant());
        return forms.flatMap(form -> tried(form, text).stream())
                .filter(time -> !time.isBefore(FIRST) && time.isBefore(LAST))
                .findFirst();
    }

    /** Seconds with or without a fraction, or ISO-8601. */
    static Optional<Duration> duration(String told) {
        String text = told.strip();
        Optional<Duration> length = tried(
                value -> SECONDS.matcher(value).matches()
                        ? Duration.ofMillis(Math.round(Double.parseDouble(value) * 1000))
                        : Duration.parse(value),
                text);
        return length.filter(value -> !value.isNegative() && value.toDays() < 366);
    }

    private static Instant sinceEpoch(String value) {
        if (FRACTION.matcher(value).matches()) {
            return Instant.ofEpochSecond(Long.parseLong(value.substring(0, value.indexOf('.'))));
        }
        if (!DIGITS.matcher(value).matches()) {
            throw new DateTimeException("no number of seconds, milliseconds or microseconds");
        }
        long number = Long.parseLong(value);
        return switch (value.length()) {
            case 10 -> Instant.ofEpochSecond(number);
            case 13 -> Instant.ofEpochMilli(number);
            default -> Instant.EPOCH.plusNanos(number % 1_000_000 * 1000).plusSeconds(number / 1_000_000);
        };
    }

    private static <T> Optional<T> tried(Function<String, T> form, String text) {
        try {
            return Optional.of(form.apply(text));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
