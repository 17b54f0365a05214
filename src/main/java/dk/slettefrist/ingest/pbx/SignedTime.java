package dk.slettefrist.ingest.pbx;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.TimeSource;

/** When a message was signed, as a header tells that its signature covers: nobody can play a message back for longer than a while. */
public final class SignedTime {

    private SignedTime() {}

    /**
     * @param header that tells it in seconds since 1970
     * @param tolerance how far it may be off, either way; that far is still allowed
     * @param time asked only when the header tells one
     * @return as it is told, which is what is signed
     * @throws DomainException.NotProven when it is missing, no time, or too far off
     */
    public static String require(Webhook webhook, String header, Duration tolerance, TimeSource time) {
        String told = webhook.requireProof(header);
        Instant at = seconds(header, told);
        Instant now = time.now();
        if (Duration.between(at, now).abs().compareTo(tolerance) > 0) {
            throw new DomainException.NotProven(header + " is more than " + tolerance.toSeconds()
                    + " s off; set the clock that is wrong (it is " + now + " here).");
        }
        return told;
    }

    private static Instant seconds(String header, String told) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(told));
        } catch (NumberFormatException | DateTimeException e) {
            throw new DomainException.NotProven(header + " must be seconds since 1970.");
        }
    }
}
