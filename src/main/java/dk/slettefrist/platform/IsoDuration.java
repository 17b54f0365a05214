package dk.slettefrist.platform;

import java.time.DateTimeException;
import java.time.Duration;

import org.eclipse.microprofile.config.spi.Converter;

/**
 * Durations by ISO 8601 only, in settings and answers; a day is 24 hours. A bare number, which other converters take as seconds, is
 * refused: "30" must not shorten thirty minutes to thirty seconds.
 */
public final class IsoDuration implements Converter<Duration> {

    private static final long serialVersionUID = 1L;

    /** @throws IllegalArgumentException when the text is not an ISO-8601 duration of days and smaller units */
    @Override
    public Duration convert(String text) {
        try {
            return Duration.parse(text.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not an ISO-8601 duration such as PT30M (30 minutes) or P30D (30 days)", e);
        }
    }

    /** Whole days as days, the rest as hours, minutes and seconds: {@code P30D}, {@code PT30M}, {@code P1DT12H}. */
    public static String format(Duration duration) {
        long days = duration.toDays();
        Duration rest = duration.minusDays(days);
        if (days == 0) {
            return rest.toString();
        }
        return "P" + days + "D" + (rest.isZero() ? "" : rest.toString().substring(1));
    }
}
