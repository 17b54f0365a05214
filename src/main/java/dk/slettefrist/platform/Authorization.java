package dk.slettefrist.platform;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What the header {@code Authorization} tells: HTTP Basic (RFC 7617) or a bearer token (RFC 6750). The name of a scheme counts in any case. */
public final class Authorization {

    private static final String BASIC = "Basic ";
    private static final String BEARER = "Bearer ";

    private Authorization() {}

    /**
     * Of HTTP Basic.
     *
     * @param user without a colon
     * @param password whatever it is
     */
    public record Pair(String user, String password) {

        /** Never tells the password. */
        @Override
        public String toString() {
            return user;
        }
    }

    /** @param header may be null */
    public static boolean isBasic(String header) {
        return is(header, BASIC);
    }

    /** @param header may be null */
    public static boolean isBearer(String header) {
        return is(header, BEARER);
    }

    /** The token; empty when there is none. */
    public static Optional<String> bearer(String header) {
        return isBearer(header) ? Optional.of(header.substring(BEARER.length()).strip()) : Optional.empty();
    }

    /** User and password; empty when it is not HTTP Basic, or not as that must be. */
    public static Optional<Pair> basic(String header) {
        if (!isBasic(header)) {
            return Optional.empty();
        }
        try {
            byte[] pair =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            String[] parts = new String(pair, StandardCharsets.UTF_8).split(":", 2);
            return parts.length == 2 ? Optional.of(new Pair(parts[0], parts[1])) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean is(String header, String scheme) {
        return header != null && header.regionMatches(true, 0, scheme, 0, scheme.length());
    }
}
