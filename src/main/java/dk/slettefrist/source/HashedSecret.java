package dk.slettefrist.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A secret of which the settings have a salted hash only: {@code sha256:<salt>:<64 hex digits>}, the digits of SHA-256 over salt and secret. One round of
 * a hash is enough for what {@code openssl rand} makes, which nobody guesses, and not for a word that people think of.
 *
 * @param salt 16 to 128 characters of {@code A-Za-z0-9}
 * @param hash 32 bytes
 */
public record HashedSecret(String salt, byte[] hash) {

    private static final String SCHEME = "sha256:";
    /** In characters; who sends more makes work, and guesses nothing. */
    private static final int LONGEST_TOLD = 1024;

    private static final Pattern FORM = Pattern.compile("sha256:([A-Za-z0-9]{16,128}):([0-9a-fA-F]{64})");

    /** Whether a setting means to be one, in the right form or not. */
    static boolean isMeant(String setting) {
        return setting.startsWith(SCHEME);
    }

    /** Empty when it is not of this form. */
    public static Optional<HashedSecret> parse(String setting) {
        Matcher form = FORM.matcher(setting);
        return form.matches()
                ? Optional.of(new HashedSecret(form.group(1), HexFormat.of().parseHex(form.group(2))))
                : Optional.empty();
    }

    /**
     * Whether a text is the secret of one of these, in a time that does not tell how nearly. What is no hash is none, nor is a text of more than 1,024
     * characters.
     */
    public static boolean isOfOne(List<String> hashes, String told) {
        return told.length() <= LONGEST_TOLD
                && hashes.stream()
                        .map(HashedSecret::parse)
                        .flatMap(Optional::stream)
                        .map(hashed -> hashed.isOf(told))
                        .reduce(false, Boolean::logicalOr);
    }

    /** In a time that does not tell how nearly. */
    boolean isOf(String secret) {
        return MessageDigest.isEqual(hash, sha256(salt + secret));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Never tells the hash. */
    @Override
    public String toString() {
        return "a hashed secret";
    }
}
