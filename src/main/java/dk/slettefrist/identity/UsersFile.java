package dk.slettefrist.identity;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import dk.slettefrist.source.HashedSecret;

/** The text of a file of users, one a line: a name, roles separated by commas, and the salted hash of a password, or of the old one and the new one. */
final class UsersFile {

    private static final Set<String> ROLES = Set.of("operator", "supervisor", "auditor", "dpo", "admin");
    /** A hash does not tell how long the password is, so a shorter one counts as wrong. */
    private static final int SHORTEST_PASSWORD = 16;

    private static final int LEAST_WORDS = 3;
    private static final int MOST_WORDS = 4;

    private UsersFile() {}

    /**
     * A user.
     *
     * @param passwords as {@link HashedSecret} reads them
     */
    record User(Set<String> roles, List<String> passwords) {

        boolean knows(String password) {
            return password.length() >= SHORTEST_PASSWORD && HashedSecret.isOfOne(passwords, password);
        }
    }

    /**
     * By their names.
     *
     * @param isTaken whether a name is somebody else's
     * @throws IllegalArgumentException when it cannot be read so; the message names the line and tells nothing of it
     */
    static Map<String, User> users(String text, Predicate<String> isTaken) {
        Map<String, User> users = new HashMap<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                String[] words = lines.get(i).strip().split("\\s+");
                String line = "line " + (i + 1) + ": ";
                User user = user(words, line);
                require(
                        PersonRoles.isName(words[0]) && !words[0].contains(":") && !isTaken.test(words[0]),
                        line + "the name is no name, or that of a source or another user");
                require(users.put(words[0], user) == null, line + "the name stands there twice");
                require(!HashedSecret.isOfOne(user.passwords(), words[0]), line + "the password is the name");
            }
        }
        require(!users.isEmpty(), "no user stands there");
        return Map.copyOf(users);
    }

    private static User user(String[] words, String line) {
        require(
                words.length >= LEAST_WORDS && words.length <= MOST_WORDS,
                line + "must be a name, roles separated by commas, and one hash or two");
        Set<String> roles = Set.of(Arrays.stream(words[1].split(",")).distinct().toArray(String[]::new));
        require(ROLES.containsAll(roles), line + "a role must be operator, supervisor, auditor, dpo or admin");
        List<String> passwords = List.of(words).subList(2, words.length);
        require(
                passwords.stream().allMatch(hash -> HashedSecret.parse(hash).isPresent()),
                line + "a hash must be like sha256:<16 to 128 letters or digits>:<64 hex digits>");
        return new User(roles, List.copyOf(passwords));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
