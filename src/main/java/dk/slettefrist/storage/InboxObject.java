package dk.slettefrist.storage;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * An object in an inbox as a listing showed it. Its name may hold telephone numbers and never enters a log line.
 *
 * @param name whole, with the inbox's prefix
 * @param lastModified when it was complete, by the store's clock; of what was written in parts perhaps when that began, as at AWS (<a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html#SysMetadata">System-defined object metadata</a>)
 * @param size in bytes
 * @param etag the store's word for these bytes under this name
 * @param version the store's identifier of the version; null where the inbox keeps none
 * @param hidden whether a delete marker covers it: somebody deleted it, and its bytes are still there
 */
public record InboxObject(String name, Instant lastModified, long size, String etag, String version, boolean hidden) {

    private static final Pattern DOTS = Pattern.compile("(?:.*/)?\\.{1,2}(?:/.*)?", Pattern.DOTALL);
    private static final Pattern PARTS = Pattern.compile(".*-\\d+");

    /** Whether it can be asked for. HTTP makes a name of which a part is {@code .} or {@code ..} another one (RFC 3986, section 5.2.4). */
    public boolean hasAddress() {
        return hasAddress(name);
    }

    static boolean hasAddress(String name) {
        return !DOTS.matcher(name).matches();
    }

    /** Whether it was written in parts, as far as the store's ETags tell. */
    public boolean wasWrittenInParts() {
        return PARTS.matcher(etag).matches();
    }

    /** Its name may be personal. */
    @Override
    public String toString() {
        return "object of " + size + " bytes";
    }
}
