package dk.slettefrist.ingest.pbx;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads times and durations in the forms in which PBXs tell them. What cannot be read counts as not told: a strange field must not cost a
 * recording.
 */
public final class ToldTime {

    /** RFC 3339 writes a year with four digits. */
    private static final Instant TOO_LATE =
            Instant.parse("9999-12-31T23:59:59Z").plusSeconds(1);

    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Pattern SECONDS = Pattern.compile("\\d{9,11}(\\.\\d{1,9})?");
    private static final Pattern MILLIS = Pattern.compile("\\d{13}");
    private static final Pattern MICROS = Pattern.compile("\\d{16}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
    private static final Pattern CLOCK = Pattern.compile("(\\d{1,3}):([0-5]\\d):([0-5]\\d)(\\.\\d{1,9})?");

    private static final DateTimeFormatter DATE_AND_TIME = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[' '][XXX][XX][X]")
            .toFormatter();

    /** As names of files have it, without the signs between. */
    private static final DateTimeFormatter COMPACT = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);

    private static final Pattern DATED = Pattern.compile("\\d{4}-?\\d\\d-?\\d\\d[-_Tt]?\\d\\d[-:]?\\d\\d[-:]?\\d\\d");

    private ToldTime() {}

    /**
     * RFC 3339 or the like with {@code T} or a blank, with or without an offset; RFC 2822 ({@code Tue, 24 Nov 2026 10:15:30 +0000}); seconds
     * (up to 11 digits), milliseconds (13 digits) or microseconds (16 digits) since 1970; {@code 20261124-101530} and the like, as in names of
     * files. Cut to microseconds. What lies before 1970 is not told: so write systems that do not know.
     *
     * @param zone of times without offset; of an hour that the clocks repeat the first is taken, so that no period gets longer
     */
    public static Optional<Instant> instant(Optional<String> told, ZoneId zone) {
        return told.map(String::strip)
                .flatMap(text -> parse(text, zone))
                .filter(instant -> !instant.isBefore(Instant.EPOCH) && instant.isBefore(TOO_LATE))
                .map(instant -> instant.truncatedTo(ChronoUnit.MICROS));
    }

    /** Seconds, with or without a fraction, {@code hh:mm:ss}, or ISO-8601; seven days at most. */
    public static Optional<Duration> duration(Optional<String> told) {
        return told.map(String::strip).flatMap(ToldTime::parse).filter(length -> length.compareTo(LONGEST) <= 0);
    }

    private static Optional<Instant> parse(String text, ZoneId zone) {
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(Instant.EPOCH.plus(seconds(text)));
        }
        if (MILLIS.matcher(text).matches()) {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
        }
        if (MICROS.matcher(text).matches()) {
            return Optional.of(Instant.EPOCH.plus(Long.parseLong(text), ChronoUnit.MICROS));
        }
        boolean named = !text.isEmpty() && Character.isLetter(text.charAt(0));
        boolean compact = DATED.matcher(text).matches();
        DateTimeFormatter form = named ? DateTimeFormatter.RFC_1123_DATE_TIME : compact ? COMPACT : DATE_AND_TIME;
        try {
            TemporalAccessor time = form.parseBest(
                    compact ? text.replaceAll("\\D", "") : text, OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(
                    time instanceof OffsetDateTime at
                            ? at.toInstant()
                            : LocalDateTime.from(time).atZone(zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> parse(String text) {
        if (NUMBER.matcher(text).matches()) {
            return Optional.of(seconds(text));
        }
        if (text.startsWith("P")) {
            return iso(text);
        }
        Matcher clock = CLOCK.matcher(text);
        return clock.matches()
                ? Optional.of(Duration.ofHours(Long.parseLong(clock.group(1)))
                        .plusMinutes(Long.parseLong(clock.group(2)))
                        .plusSeconds(Long.parseLong(clock.group(3))))
                : Optional.empty();
    }

    private static Optional<Duration> iso(String text) {
        try {
            return Optional.of(Duration.parse(text)).filter(length -> !length.isNegative());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration seconds(String text) {
        BigDecimal told = new BigDecimal(text);
        BigDecimal nanos = told.remainder(BigDecimal.ONE).movePointRight(9);
        return Duration.ofSeconds(told.longValue(), nanos.longValue());
    }
}
