package dk.slettefrist.testing;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** S3Proxy in this process, on a free port. It takes the credentials of {@link TestStorageSettings} and checks signatures. */
public final class S3ProxyServer implements AutoCloseable {

    private final S3Proxy server;
    private final BlobStore blobs;

    private S3ProxyServer(BlobStore blobs) {
        this.blobs = blobs;
        server = S3Proxy.builder()
                .blobStore(blobs)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, "test-access", "test-secret")
                .stopTimeout(0)
                .build();
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("S3Proxy did not start", e);
        }
    }

    /** Keeps its objects in a folder, as the standalone mode does; answers "not implemented" to all about versions. */
    public static S3ProxyServer onFolder(Path folder) {
        return new S3ProxyServer(new FilesystemNio2BlobStore(folder.toString()));
    }

    /** Keeps its objects in memory, with versions where a bucket has them switched on. */
    public static S3ProxyServer withVersions() {
        return new S3ProxyServer(new TransientNio2BlobStore());
    }

    /**
     * These count from now on, and no others.
     *
     * @param credentials secrets by access key
     */
    public void accept(Map<String, String> credentials) {
        server.setBlobStoreLocator((identity, container, blob) ->
                credentials.containsKey(identity) ? new AccessGrant(credentials.get(identity), blobs) : null);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("S3Proxy did not stop", e);
        }
    }
}
