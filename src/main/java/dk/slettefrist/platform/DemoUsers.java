package dk.slettefrist.platform;

import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The rule that users whose password is their name may exist only where nobody else can reach them. */
final class DemoUsers {

    private DemoUsers() {}

    /**
     * Why the service must not start, or nothing when it may.
     *
     * @param passwords the password of each embedded user
     * @param standalone whether this is the standalone mode
     * @param host the address the service listens on
     */
    static Optional<String> refusal(Map<String, String> passwords, boolean standalone, String host) {
        String names = passwords.entrySet().stream()
                .filter(user -> user.getKey().equals(user.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(", "));
        if (names.isEmpty()) {
            return Optional.empty();
        }
        if (!standalone) {
            return Optional.of("the demo users (" + names
                    + ") have their names as passwords; they are for the standalone mode only");
        }
        if (!Loopback.covers(host)) {
            return Optional.of("the demo users (" + names + ") have their names as passwords, and " + host
                    + " is not a loopback address; unset QUARKUS_HTTP_HOST");
        }
        return Optional.empty();
    }
}
