package dk.slettefrist.platform;

import java.time.Instant;

/** The one clock that decides: the database's. No rule and no service reads another. */
@FunctionalInterface
public interface TimeSource {

    /** The present moment with microsecond precision; not the start of the transaction, but now. */
    Instant now();
}
