package dk.slettefrist.standalone;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

import dk.slettefrist.platform.StartupRefusedException;

/** An S3 server of our own on a random port of the loopback address; each bucket is a folder, each object a file in it. No versions. */
public final class EmbeddedObjectStore implements AutoCloseable {
    private static final String ANY_PORT = "http://127.0.0.1:0";
    private static final long STOP_MILLIS = 5_000;

    private final S3Proxy server;
    private final String accessKey;
    private final String secretKey;

    private EmbeddedObjectStore(S3Proxy server, String accessKey, String secretKey) {
        this.server = server;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
    }

    /**
     * Starts on that folder.
     *
     * @param buckets the buckets to make unless they are there
     * @throws StartupRefusedException when the server does not start
     */
    public static EmbeddedObjectStore start(Path folder, String... buckets) {
        DataFolder data = DataFolder.open(folder.toString());
        Secrets secrets = Secrets.of(data);
        String accessKey = secrets.get("s3.access-key");
        String secretKey = secrets.get("s3.secret-key");
        try {
            OwnerOnly.createFolder(data.objects());
            for (String bucket : buckets) {
                OwnerOnly.createFolder(data.objects().resolve(bucket));
                UnfinishedFiles.removeFrom(data.objects().resolve(bucket));
            }
            S3Proxy server = S3Proxy.builder()
                    .blobStore(new FilesystemNio2BlobStore(data.objects().toString()))
                    .endpoint(URI.create(ANY_PORT))
                    .awsAuthentication(AuthenticationType.AWS_V4, accessKey, secretKey)
                    .stopTimeout(STOP_MILLIS)
                    .build();
            server.start();
            return new EmbeddedObjectStore(server, accessKey, secretKey);
        } catch (IOException e) {
            throw new StartupRefusedException(
                    "the objects in " + data.objects() + " cannot be reached: " + e.getMessage(), e);
        } catch (Exception e) {
            throw new StartupRefusedException("the embedded S3 server does not start: " + e.getMessage(), e);
        }
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getPort();
    }

    /** Any region will do; clients want one. */
    public String region() {
        return "us-east-1";
    }

    public String accessKey() {
        return accessKey;
    }

    public String secretKey() {
        return secretKey;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The embedded S3 server does not stop", e);
        }
    }
}
