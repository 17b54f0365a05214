package dk.slettefrist.storage;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import dk.slettefrist.platform.LiveFile;
import dk.slettefrist.platform.LiveFiles;

/**
 * Who we are to an S3 service.
 *
 * @param sessionToken of temporary credentials
 */
public record StoreCredentials(String accessKey, String secretKey, Optional<String> sessionToken) {

    /** Those that last. */
    public StoreCredentials(String accessKey, String secretKey) {
        this(accessKey, secretKey, Optional.empty());
    }

    /**
     * As settings tell them: either both keys, or a file that may change while the service runs.
     *
     * @param prefix of the names of these settings, with the dot at its end
     * @return what counts whenever it is asked
     * @throws IllegalArgumentException when they are not told, told twice, or cannot be read; the message says why
     */
    public static Supplier<StoreCredentials> told(
            String prefix,
            Optional<String> accessKey,
            Optional<String> secretKey,
            Optional<Path> file,
            LiveFiles files) {
        if (file.isPresent()) {
            if (accessKey.isPresent() || secretKey.isPresent()) {
                throw new IllegalArgumentException(
                        prefix + "credentials-file excludes " + prefix + "access-key and " + prefix + "secret-key");
            }
            LiveFile<StoreCredentials> live =
                    files.read(prefix + "credentials-file", file.get(), StoreCredentials::parse);
            return live::now;
        }
        StoreCredentials fixed = new StoreCredentials(
                required(prefix + "access-key", accessKey), required(prefix + "secret-key", secretKey));
        return () -> fixed;
    }

    /**
     * The text of a file as the tools of AWS write it, with one profile.
     *
     * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html">format of the shared credentials file</a>
     * @throws IllegalArgumentException when it is none
     */
    static StoreCredentials parse(String text) {
        Map<String, String> entries = new HashMap<>();
        int profiles = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            String[] entry = line.split("=", 2);
            if (line.startsWith("[") && line.endsWith("]")) {
                profiles++;
            } else if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith(";")) {
                if (entry.length < 2) {
                    throw new IllegalArgumentException("credentials-file has a line that is no name = value");
                }
                entries.put(entry[0].strip().toLowerCase(Locale.ROOT), entry[1].strip());
            }
        }
        if (profiles > 1) {
            throw new IllegalArgumentException("credentials-file must have one profile only");
        }
        return new StoreCredentials(
                required("credentials-file: aws_access_key_id", Optional.ofNullable(entries.get("aws_access_key_id"))),
                required(
                        "credentials-file: aws_secret_access_key",
                        Optional.ofNullable(entries.get("aws_secret_access_key"))),
                Optional.ofNullable(entries.get("aws_session_token")).filter(token -> !token.isEmpty()));
    }

    private static String required(String name, Optional<String> value) {
        return value.filter(told -> !told.isBlank())
                .orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    /** Never tells a secret. */
    @Override
    public String toString() {
        return "credentials of an object store";
    }
}
