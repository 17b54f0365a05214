import java.net.URI;

import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** The S3 server of the tests in a process of its own. Arguments: folder, port; environment: ACCESS_KEY, SECRET_KEY. */
final class S3Server {

    private S3Server() {}

    public static void main(String... arguments) throws Exception {
        S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(arguments[0]))
                .endpoint(URI.create("http://127.0.0.1:" + arguments[1]))
                .awsAuthentication(AuthenticationType.AWS_V4, System.getenv("ACCESS_KEY"), System.getenv("SECRET_KEY"))
                .build()
                .start();
    }
}
