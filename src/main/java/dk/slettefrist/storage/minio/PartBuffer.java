package dk.slettefrist.storage.minio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

import io.minio.ByteBuffer;
import io.minio.Http;

import dk.slettefrist.storage.BodyException;

/**
 * The one part of a body that is in memory. The SDK takes plain arrays too, but then its HTTP client copies the whole part once more, and
 * its own buffers grow to the next power of two.
 */
final class PartBuffer extends ByteBuffer {

    private static final int FIRST = 64 * 1024;
    private static final int GROWTH = 16;

    private final int size;
    private byte[] bytes;
    private int length;

    /** @param size of a part; a body that is smaller takes less memory */
    PartBuffer(int size) {
        super(size);
        this.size = size;
        this.bytes = new byte[Math.min(FIRST, size)];
    }

    /**
     * Takes the next part of a body in place of the last.
     *
     * @throws BodyException when reading fails
     */
    void fill(InputStream body) {
        try {
            length = body.readNBytes(bytes, 0, bytes.length);
            while (length == bytes.length && length < size) {
                bytes = Arrays.copyOf(bytes, Math.min(GROWTH * length, size));
                length += body.readNBytes(bytes, length, bytes.length - length);
            }
        } catch (IOException | RuntimeException e) {
            throw new BodyException("The body could not be read to its end", e);
        }
    }

    boolean isFull() {
        return length == size;
    }

    boolean isEmpty() {
        return length == 0;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public InputStream inputStream() {
        return new ByteArrayInputStream(bytes, 0, length);
    }

    /**
     * The digest by which the store notices bytes that changed on their way (RFC 1864). It also keeps the SDK from adding checksums of its
     * own, which servers accept only when they were announced with the upload.
     */
    Http.Headers digest() {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(bytes, 0, length);
            return new Http.Headers(
                    Http.Headers.CONTENT_MD5, Base64.getEncoder().encodeToString(md5.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
