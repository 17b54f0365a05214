package dk.slettefrist.storage;

import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Where the bytes of one upload lie in the bucket: {@code rec/} and a random UUID. A key is made by us, used for one upload only, never
 * reused, and says nothing about the call.
 *
 * @param value the key as the object store knows it
 */
public record ObjectKey(String value) {

    /** Every key of ours begins with this; whatever else lies in the bucket is foreign and never touched. */
    public static final String PREFIX = "rec/";

    private static final Pattern FORM =
            Pattern.compile("rec/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    /** @throws IllegalArgumentException when the value is not of our form */
    public ObjectKey {
        Objects.requireNonNull(value, "value");
        if (!isOurs(value)) {
            throw new IllegalArgumentException("not an object key of ours");
        }
    }

    /** A key that was never used before. */
    public static ObjectKey random() {
        return new ObjectKey(PREFIX + UUID.randomUUID());
    }

    /** Whether an object of this name can be ours. */
    public static boolean isOurs(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
