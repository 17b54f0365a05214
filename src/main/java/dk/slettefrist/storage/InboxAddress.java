package dk.slettefrist.storage;

import java.net.URI;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Where a PBX puts its recordings, and who we are there.
 *
 * @param endpoint scheme, host and port of the S3 service, without a path
 * @param prefix how the names of its objects begin; empty for the whole bucket
 * @param credentials those that count whenever it is asked
 */
public record InboxAddress(
        URI endpoint, String region, String bucket, String prefix, Supplier<StoreCredentials> credentials) {

    /** Whether an object could lie in both. One server under two names is not recognised. */
    public boolean overlaps(InboxAddress other) {
        return isIn(other.endpoint, other.bucket)
                && (prefix.startsWith(other.prefix) || other.prefix.startsWith(prefix));
    }

    /** Whether it is that bucket, or a part of it. */
    public boolean isIn(URI server, String name) {
        return bucket.equals(name) && place(endpoint).equals(place(server));
    }

    private static String place(URI server) {
        int usual = "https".equalsIgnoreCase(server.getScheme()) ? 443 : 80;
        String host = server.getHost() == null ? "" : server.getHost().toLowerCase(Locale.ROOT);
        return host + ":" + (server.getPort() < 0 ? usual : server.getPort());
    }

    /** Never tells a secret. */
    @Override
    public String toString() {
        return "inbox " + bucket + "/" + prefix;
    }
}
