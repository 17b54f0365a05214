package dk.slettefrist.source;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The text of a file with one or two secrets, one a line; empty lines do not count. Whoever puts secrets there, such as Kubernetes or Vault's agent,
 * replaces it while the service runs.
 */
final class SecretsFile {

    /** A comment would be a secret that everybody guesses; an equals sign is at the end only, of base64. */
    private static final Pattern SOMETHING_ELSE = Pattern.compile("[\\s,#\uFEFF]|=[^=]");

    private SecretsFile() {}

    /** @throws IllegalArgumentException when it has something else, too; the message says why */
    static List<String> secrets(String text) {
        List<String> secrets =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        if (secrets.stream().anyMatch(SOMETHING_ELSE.asPredicate())) {
            throw new IllegalArgumentException(
                    "secrets-file must have nothing but secrets, one a line: no name, comment, space, comma or byte order mark");
        }
        return secrets;
    }
}
