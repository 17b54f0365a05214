package dk.slettefrist.storage.minio;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import io.minio.Http;

/**
 * The digest by which the store notices bytes that changed on their way (RFC 1864). It also keeps the SDK from adding checksums of its
 * own, which servers accept only when they were announced with the upload.
 */
final class Digest {

    private Digest() {}

    static Http.Headers ofBody(byte[] buffer, int length) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(buffer, 0, length);
            return new Http.Headers(
                    Http.Headers.CONTENT_MD5, Base64.getEncoder().encodeToString(md5.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
