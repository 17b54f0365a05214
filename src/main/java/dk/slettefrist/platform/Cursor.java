package dk.slettefrist.platform;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * Where a listing goes on (keyset paging).
 *
 * @param at the last row's time
 * @param id the last row's identifier, which orders rows of the same time
 */
public record Cursor(Instant at, String id) {

    /** The identifier as the number it was. */
    public long number() {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw unknown(e);
        }
    }

    /** The identifier as the UUID it was. */
    public UUID uuid() {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw unknown(e);
        }
    }

    /** As clients see it: opaque, safe in a URL. */
    public String encode() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((at + "|" + id).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param after what {@link #encode} gave, or null for the beginning
     * @throws DomainException.InvalidRequest when it is something else
     */
    public static Cursor decode(String after) {
        if (after == null || after.isEmpty()) {
            return null;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8).split("\\|", 2);
            return new Cursor(Parameters.instant("after", parts[0]), parts[1]);
        } catch (RuntimeException e) {
            throw unknown(e);
        }
    }

    private static DomainException unknown(Exception cause) {
        return new DomainException.InvalidRequest("after must be the 'next' of a page before, unchanged", cause);
    }
}
