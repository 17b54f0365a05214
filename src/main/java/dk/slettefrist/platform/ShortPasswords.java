package dk.slettefrist.platform;

import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The rule that a password has at least {@value #SHORTEST} characters (NIST SP 800-63B section 5.1.1), however they are written. */
final class ShortPasswords {

    private static final int SHORTEST = 8;

    private ShortPasswords() {}

    /**
     * Why the service must not start, or nothing when it may.
     *
     * @param passwords the password of each embedded user
     * @param standalone whether this is the standalone mode
     * @param host the address it listens on: on the loopback address of the standalone mode nobody else can reach it
     */
    static Optional<String> refusal(Map<String, String> passwords, boolean standalone, String host) {
        String names = passwords.entrySet().stream()
                .filter(user ->
                        user.getValue().codePointCount(0, user.getValue().length()) < SHORTEST)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(", "));
        return standalone && Loopback.covers(host) || names.isEmpty()
                ? Optional.empty()
                : Optional.of("the passwords of these users have fewer than " + SHORTEST + " characters: " + names
                        + " (quarkus.security.users.embedded.users.<name>; 15 or more are better)");
    }
}
