package dk.slettefrist.storage;

import java.util.regex.Pattern;

/**
 * What a bucket may be called. Not all of Amazon's rules: those that the client insists on whatever the server.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">bucket naming rules</a>
 */
public final class BucketName {

    private static final int LEAST = 3;
    private static final int MOST = 63;
    private static final Pattern CHARACTERS = Pattern.compile("[a-z0-9.-]*");
    private static final Pattern ENDS = Pattern.compile("[a-z0-9](.*[a-z0-9])?");
    private static final Pattern EMPTY_LABEL = Pattern.compile("\\.\\.|\\.-|-\\.");
    private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");

    private BucketName() {}

    /**
     * The name, where it can be one.
     *
     * @param setting that tells it
     * @throws IllegalArgumentException says which rule it breaks, and what to do
     */
    public static String require(String setting, String name) {
        rule(setting, name, name.length() >= LEAST && name.length() <= MOST, "it must have 3 to 63 characters");
        rule(
                setting,
                name,
                CHARACTERS.matcher(name).matches(),
                "it may have small letters, digits, dots and hyphens only");
        rule(setting, name, ENDS.matcher(name).matches(), "it must begin and end with a small letter or a digit");
        rule(setting, name, !EMPTY_LABEL.matcher(name).find(), "no dot may stand beside a dot or a hyphen");
        rule(setting, name, !ADDRESS.matcher(name).matches(), "it must not look like an IP address");
        return name;
    }

    private static void rule(String setting, String name, boolean kept, String rule) {
        if (!kept) {
            throw new IllegalArgumentException(setting + ": no bucket can be called '" + name + "', for " + rule
                    + "; correct the setting, or make a bucket of another name");
        }
    }
}
