package dk.slettefrist.platform;

import java.time.Instant;

/**
 * What a report covers.
 *
 * @param from included
 * @param to not included; after {@code from}
 */
public record Period(Instant from, Instant to) {

    /** @throws DomainException.InvalidRequest when one is missing, no instant, or they are not in order */
    public static Period parse(String from, String to) {
        Period period = new Period(Parameters.instant("from", from), Parameters.instant("to", to));
        if (!period.from.isBefore(period.to)) {
            throw new DomainException.InvalidRequest("from must be before to");
        }
        return period;
    }
}
