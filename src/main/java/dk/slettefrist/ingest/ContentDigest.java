package dk.slettefrist.ingest;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a {@code Content-Digest} header (RFC 9530, section 2), which is a dictionary of byte sequences (RFC 8941, section 3.2).
 * Other algorithms and all parameters are read over.
 */
final class ContentDigest {

    private static final int SHA256_BYTES = 32;

    /** Longer than any sensible header, and short enough for the pattern below. */
    private static final int MAX_LENGTH = 2048;

    private static final String KEY = "[a-z*][a-z0-9_.*-]*+";
    private static final String BYTES = ":[A-Za-z0-9+/]*+={0,2}:";
    private static final String BARE_ITEM = "(?:" + BYTES
            + "|\"(?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*+\"" // string
            + "|-?\\d++(?:\\.\\d++)?" // number
            + "|\\?[01]" // boolean
            + "|[A-Za-z*][!#$%&'*+.^_`|~:/A-Za-z0-9-]*+)"; // token
    private static final Pattern MEMBER = Pattern.compile("(?<key>" + KEY + ")(?:=(?<value>" + BARE_ITEM + "))?"
            + "(?:; *+" + KEY + "(?:=" + BARE_ITEM + ")?)*+" // parameters
            + "(?<more>[ \\t]*+,[ \\t]*+)?");

    private ContentDigest() {}

    /**
     * Reads the header.
     *
     * @param header its value, several lines joined by commas; null when there was none
     * @return 32 bytes; empty when the header names no SHA-256
     * @throws IllegalArgumentException when it is no dictionary, or its {@code sha-256} is not 32 bytes in base64; the message is fit for
     *     the sender
     */
    static Optional<byte[]> sha256(String header) {
        if (header != null && header.length() > MAX_LENGTH) {
            throw malformed("it is longer than " + MAX_LENGTH + " characters");
        }
        var rest = header == null ? "" : header.replaceAll("^ +| +$", "");
        Optional<byte[]> sha256 = Optional.empty();
        var member = MEMBER.matcher(rest);
        boolean more = !rest.isEmpty();
        int position = 0;
        while (more) {
            if (!member.region(position, rest.length()).lookingAt()) {
                throw malformed("it is not a list of algorithm=:base64:");
            }
            if (member.group("key").equals("sha-256")) {
                sha256 = Optional.of(
                        decode(member.group("value"))); // of several, the last counts: RFC 8941, section 3.2
            }
            more = member.group("more") != null;
            position = member.end();
        }
        if (position < rest.length()) {
            throw malformed("it is not a list of algorithm=:base64:");
        }
        return sha256;
    }

    private static byte[] decode(String value) {
        if (value == null || !value.matches(BYTES)) {
            throw malformed("sha-256 must be base64 between colons");
        }
        try {
            byte[] digest = Base64.getDecoder().decode(value.substring(1, value.length() - 1));
            if (digest.length == SHA256_BYTES) {
                return digest;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Content-Digest is malformed: sha-256 is not base64", e);
        }
        throw malformed("sha-256 must be " + SHA256_BYTES + " bytes");
    }

    private static IllegalArgumentException malformed(String why) {
        return new IllegalArgumentException("Content-Digest is malformed: " + why);
    }
}
