package dk.slettefrist.storage;

import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Where the bytes of one upload lie in the bucket: {@code rec/}, the {@linkplain ObjectKeys#name() name of the installation} and a random
 * UUID. A key is made by us, used for one upload only, never reused, and says nothing about the call.
 *
 * @param value the key as the object store knows it
 */
public record ObjectKey(String value) {

    /** Every key begins with this, whichever installation made it; whatever else lies in the bucket is foreign and never touched. */
    public static final String PREFIX = "rec/";

    private static final Pattern FORM =
            Pattern.compile("rec/[0-9a-f]{8}/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    /** @throws IllegalArgumentException when the value is not of our form */
    public ObjectKey {
        Objects.requireNonNull(value, "value");
        if (!hasForm(value)) {
            throw new IllegalArgumentException("not an object key of our form");
        }
    }

    /** A key of no installation that was never used before: for probes, and for tests. */
    public static ObjectKey random() {
        return ObjectKeys.NOBODYS.next();
    }

    /** Whether an object of this name can be Slettefrist's; whose it is, only {@link ObjectKeys#isOurs} tells. */
    public static boolean hasForm(String name) {
        return FORM.matcher(name).matches();
    }

    static ObjectKey fresh(String installation) {
        return new ObjectKey(PREFIX + installation + "/" + UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value;
    }
}
