package dk.slettefrist.storage;

import java.util.Objects;
import java.util.UUID;

/**
 * The keys of one installation. Several may share a bucket, meant or by mistake; each owns what it put there, and nothing else.
 *
 * @param installation what the installation's database says of itself
 */
public record ObjectKeys(UUID installation) {

    static final ObjectKeys NOBODYS = new ObjectKeys(new UUID(0, 0));

    public ObjectKeys {
        Objects.requireNonNull(installation, "installation");
    }

    /** A key that was never used before. */
    public ObjectKey next() {
        return ObjectKey.fresh(name());
    }

    /** Whether this installation made the object of this name. */
    public boolean isOurs(String name) {
        return ObjectKey.hasForm(name) && name.startsWith(ObjectKey.PREFIX + name() + "/");
    }

    /** How keys name the installation: the first 8 hexadecimal digits, lower case. */
    String name() {
        return installation.toString().substring(0, 8);
    }
}
