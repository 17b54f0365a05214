package dk.slettefrist.platform;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.ValueRange;
import java.util.UUID;

/** Reads what a client sent as text. Each failure is an {@link DomainException.InvalidRequest} that says what was expected. */
public final class Parameters {

    /** Most items of a page. */
    public static final int MAX_LIMIT = 1000;

    /** The first instant that anybody can say. */
    public static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    /** RFC 3339 writes a year with four digits; so do we, in UTC. */
    private static final ValueRange YEARS = ValueRange.of(1, 9999);

    private Parameters() {}

    /** RFC 3339 with any offset, years 0001 to 9999 in UTC. Cut to microseconds, as the database keeps them: never later than said. */
    public static Instant instant(String name, String value) {
        if (value == null || value.isBlank()) {
            throw new DomainException.InvalidRequest(name + " is missing: an instant such as 2026-11-21T10:15:30Z");
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(value).withOffsetSameInstant(ZoneOffset.UTC);
            YEARS.checkValidValue(time.getYear(), ChronoField.YEAR);
            return time.toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw new DomainException.InvalidRequest(
                    name + " must be an instant such as 2026-11-21T10:15:30Z (in a URL, write + as %2B)", e);
        }
    }

    /** 1 to {@link #MAX_LIMIT}. */
    public static int limit(String value) {
        try {
            int limit = Integer.parseInt(value);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new DomainException.InvalidRequest("limit must be a number from 1 to " + MAX_LIMIT);
    }

    /** @throws DomainException.NotFound when it is no UUID: nothing of ours has such a name */
    public static UUID id(String value) {
        try {
            return UUID.fromString(value);
        } catch (IllegalArgumentException e) {
            throw new DomainException.NotFound("Nothing of this identifier is known.");
        }
    }
}
