package dk.slettefrist.storage.minio;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.HeadObjectArgs;
import io.minio.Http;
import io.minio.PutObjectAPIArgs;
import io.minio.UploadPartArgs;
import io.minio.messages.Part;
import okhttp3.MediaType;

import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectStoreException;

/**
 * Streams bodies of unknown length into objects, one part in memory at a time. The body is read on the caller's thread: the SDK's own
 * multipart upload would read it on the threads that carry every other request, so that a few slow deliveries would stop the purge.
 */
final class Upload {

    private final Bucket bucket;
    private final UnfinishedUploads uploads;
    private final int partSize;

    Upload(Bucket bucket, UnfinishedUploads uploads, int partSize) {
        this.bucket = bucket;
        this.uploads = uploads;
        this.partSize = partSize;
    }

    long put(ObjectKey key, InputStream body, String contentType) {
        PartBuffer buffer = new PartBuffer(partSize);
        buffer.fill(body);
        if (buffer.isFull()) {
            putInParts(key, buffer, body, contentType);
        } else {
            putWhole(key, buffer, contentType);
        }
        return bucket.call(Operation.HEAD_OBJECT, () -> bucket.client()
                        .headObject(bucket.here(HeadObjectArgs.builder().object(key.value()))))
                .size();
    }

    /** Starts an upload and returns its id; whoever starts one completes or aborts it. */
    String start(ObjectKey key, String contentType) {
        return bucket.call(Operation.PUT_OBJECT, () -> bucket.client()
                        .createMultipartUpload(bucket.here(CreateMultipartUploadArgs.builder()
                                .object(key.value())
                                .headers(new Http.Headers(Http.Headers.CONTENT_TYPE, contentType)))))
                .result()
                .uploadId();
    }

    private void putWhole(ObjectKey key, PartBuffer buffer, String contentType) {
        bucket.call(Operation.PUT_OBJECT, () -> bucket.client()
                .putObject(bucket.here(PutObjectAPIArgs.builder()
                        .object(key.value())
                        .buffer(buffer)
                        .contentType(MediaType.parse(contentType))
                        .headers(buffer.digest()))));
    }

    private void putInParts(ObjectKey key, PartBuffer buffer, InputStream rest, String contentType) {
        String id = start(key, contentType);
        try {
            List<Part> parts = new ArrayList<>();
            while (!buffer.isEmpty()) {
                parts.add(putPart(key, id, parts.size() + 1, buffer));
                buffer.fill(rest);
            }
            complete(key, id, parts);
        } catch (RuntimeException | Error e) {
            abort(key, id, e);
            throw e;
        }
    }

    private Part putPart(ObjectKey key, String id, int number, PartBuffer buffer) {
        return bucket.call(Operation.PUT_OBJECT, () -> bucket.client()
                        .uploadPart(bucket.here(UploadPartArgs.builder()
                                .object(key.value())
                                .uploadId(id)
                                .partNumber(number)
                                .buffer(buffer)
                                .headers(buffer.digest()))))
                .part();
    }

    private void complete(ObjectKey key, String id, List<Part> parts) {
        bucket.call(Operation.PUT_OBJECT, () -> bucket.client()
                .completeMultipartUpload(bucket.here(CompleteMultipartUploadArgs.builder()
                        .object(key.value())
                        .uploadId(id)
                        .parts(parts.toArray(Part[]::new)))));
    }

    private void abort(ObjectKey key, String id, Throwable failure) {
        boolean interrupted = Thread.interrupted();
        try {
            uploads.abort(key, id);
        } catch (ObjectStoreException e) {
            failure.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
