package dk.slettefrist.storage.minio;

import java.util.List;
import java.util.function.Consumer;

import io.minio.AbortMultipartUploadArgs;
import io.minio.ListMultipartUploadsArgs;
import io.minio.messages.ListMultipartUploadsResult;

import dk.slettefrist.storage.ObjectStoreException;

/**
 * Multipart uploads of a bucket that were neither completed nor aborted. The whole bucket is asked for: to MinIO a prefix is the whole name of an
 * object (<a href="https://github.com/minio/minio/issues/20989">minio/minio#20989</a>).
 */
final class PartUploads {

    private static final int MOST = 1000;

    private final Bucket bucket;

    PartUploads(Bucket bucket) {
        this.bucket = bucket;
    }

    /** All of them, page by page. */
    void each(Consumer<ListMultipartUploadsResult.Upload> taker) {
        ListMultipartUploadsResult page = page(null, null, MOST);
        named(page).forEach(taker);
        while (page.isTruncated()) {
            page = page(Listing.named(Operation.LIST_UPLOADS, page.nextKeyMarker()), page.nextUploadIdMarker(), MOST);
            named(page).forEach(taker);
        }
    }

    /** The uploads of a page, so that each tells its name as it is. */
    static List<ListMultipartUploadsResult.Upload> named(ListMultipartUploadsResult page) {
        page.uploads().forEach(upload -> upload.setEncodingType(page.encodingType()));
        return page.uploads();
    }

    /** Empty where the store does not know such a listing. */
    ListMultipartUploadsResult page(String keyMarker, String uploadMarker, int limit) {
        try {
            return bucket.call(Operation.LIST_UPLOADS, () -> bucket.client()
                            .listMultipartUploads(bucket.here(ListMultipartUploadsArgs.builder()
                                    .encodingType("url")
                                    .keyMarker(keyMarker)
                                    .uploadIdMarker(uploadMarker)
                                    .maxUploads(limit))))
                    .result();
        } catch (ObjectStoreException e) {
            if (Failures.isRefusal(e, Refusal::notImplemented)) {
                return new ListMultipartUploadsResult();
            }
            throw e;
        }
    }

    /** Gives up one upload; one that is gone already is no error. */
    void abort(String name, String id) {
        try {
            bucket.call(Operation.ABORT_UPLOAD, () -> bucket.client()
                    .abortMultipartUpload(bucket.here(
                            AbortMultipartUploadArgs.builder().object(name).uploadId(id))));
        } catch (ObjectStoreException e) {
            if (!Failures.isRefusal(e, Refusal::nothingThere)) {
                throw e;
            }
        }
    }
}
