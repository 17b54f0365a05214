package dk.slettefrist.source;

import java.util.Locale;
import java.util.stream.Stream;

/** What stands in our own documentation where a secret belongs: everybody knows it. What {@code openssl rand} writes is never one. */
final class Placeholder {

    private Placeholder() {}

    /** Whether it is the hash of one, as our pages and examples write it. */
    static boolean isHashed(HashedSecret hash) {
        return Stream.of("at-least-16-characters", "change-me-to-something-long", "SECRET", "<secret>")
                .anyMatch(hash::isOf);
    }

    /** Whether a secret is the same character all through, stands in angle brackets, or begins as our pages and examples write it. */
    static boolean is(String secret) {
        String plain = secret.strip().toLowerCase(Locale.ROOT);
        return plain.chars().distinct().count() <= 1
                || plain.startsWith("<") && plain.endsWith(">")
                || Stream.of("at-least-16-characters", "change-me", "changeme", "a long random text")
                        .anyMatch(plain::startsWith)
                || plain.equals("whsec_c2vjcmv0lxnly3jldc1zzwnyzxqtmdawmq==");
    }
}
