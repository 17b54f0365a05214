package dk.slettefrist.platform;

import java.util.UUID;

import org.hibernate.id.uuid.UuidVersion7Strategy;

/** Our own identifiers: UUID version 7 (RFC 9562 section 5.7), ascending in time. */
public final class Ids {

    private Ids() {}

    /** An identifier that was never given before. */
    public static UUID next() {
        return UuidVersion7Strategy.INSTANCE.generateUuid(null);
    }
}
