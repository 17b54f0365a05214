package dk.slettefrist.source;

import java.time.DateTimeException;
import java.time.ZoneId;

import org.eclipse.microprofile.config.spi.Converter;

/** A time zone by its name in the tz database, or an offset. */
public final class ZoneName implements Converter<ZoneId> {

    private static final long serialVersionUID = 1L;

    public ZoneName() {}

    @Override
    public ZoneId convert(String text) {
        try {
            return ZoneId.of(text.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is not a time zone such as Europe/Copenhagen", e);
        }
    }
}
