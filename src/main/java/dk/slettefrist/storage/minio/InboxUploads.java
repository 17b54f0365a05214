package dk.slettefrist.storage.minio;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.minio.AbortMultipartUploadArgs;
import io.minio.ListMultipartUploadsArgs;
import io.minio.messages.ListMultipartUploadsResult;

import dk.slettefrist.storage.InboxUpload;
import dk.slettefrist.storage.ObjectStoreException;

/**
 * Uploads in parts under the prefix of an inbox. The whole bucket is asked for: to MinIO a prefix is the whole name of an object (<a
 * href="https://github.com/minio/minio/issues/20989">minio/minio#20989</a>).
 */
final class InboxUploads {

    private static final int PAGE = 1000;

    private final Bucket bucket;
    private final String prefix;

    InboxUploads(Bucket bucket, String prefix) {
        this.bucket = bucket;
        this.prefix = prefix;
    }

    List<InboxUpload> begunBefore(Instant before) {
        List<InboxUpload> found = new ArrayList<>();
        ListMultipartUploadsResult page = page(null, null);
        collect(page, before, found);
        while (page.isTruncated()) {
            page = page(Listing.named(Operation.LIST_UPLOADS, page.nextKeyMarker()), page.nextUploadIdMarker());
            collect(page, before, found);
        }
        return found;
    }

    void giveUp(InboxUpload upload) {
        try {
            bucket.call(Operation.ABORT_UPLOAD, () -> bucket.client()
                    .abortMultipartUpload(bucket.here(AbortMultipartUploadArgs.builder()
                            .object(upload.name())
                            .uploadId(upload.id()))));
        } catch (ObjectStoreException e) {
            if (!Failures.isRefusal(e, Refusal::nothingThere)) {
                throw e;
            }
        }
    }

    private void collect(ListMultipartUploadsResult page, Instant before, List<InboxUpload> found) {
        page.uploads().stream()
                .peek(upload -> upload.setEncodingType(page.encodingType()))
                .map(upload -> new InboxUpload(
                        upload.objectName(),
                        upload.uploadId(),
                        upload.initiated().toInstant()))
                .filter(upload ->
                        upload.name().startsWith(prefix) && upload.began().isBefore(before))
                .forEach(found::add);
    }

    private ListMultipartUploadsResult page(String keyMarker, String uploadMarker) {
        try {
            return bucket.call(Operation.LIST_UPLOADS, () -> bucket.client()
                            .listMultipartUploads(bucket.here(ListMultipartUploadsArgs.builder()
                                    .encodingType("url")
                                    .keyMarker(keyMarker)
                                    .uploadIdMarker(uploadMarker)
                                    .maxUploads(PAGE))))
                    .result();
        } catch (ObjectStoreException e) {
            if (Failures.isRefusal(e, Refusal::notImplemented)) {
                return new ListMultipartUploadsResult();
            }
            throw e;
        }
    }
}
