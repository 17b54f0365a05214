package dk.slettefrist.storage.minio;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

import io.minio.AbortMultipartUploadArgs;
import io.minio.ListMultipartUploadsArgs;
import io.minio.messages.ListMultipartUploadsResult;

import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectPage;
import dk.slettefrist.storage.ObjectStoreException;

/**
 * Multipart uploads that were neither completed nor aborted: their parts lie in the store and no listing of objects shows them. All of ours
 * are listed at once, since there are as many as uploads are running, however many objects are stored. The whole bucket is asked for: to MinIO a
 * prefix is the whole name of an object (<a href="https://github.com/minio/minio/issues/20989">minio/minio#20989</a>).
 */
final class UnfinishedUploads {

    private static final int MOST = 1000;

    private record Upload(ObjectKey key, String id) {}

    private final Bucket bucket;

    UnfinishedUploads(Bucket bucket) {
        this.bucket = bucket;
    }

    /** The keys under which there is at least one. */
    Set<ObjectKey> keysAmong(Collection<ObjectKey> keys) {
        Set<ObjectKey> found = new HashSet<>();
        among(keys).forEach(upload -> found.add(upload.key()));
        return found;
    }

    void abortUnder(Collection<ObjectKey> keys, Refusals refusals) {
        among(keys).forEach(upload -> refusals.tolerate(1, () -> abort(upload.key(), upload.id())));
    }

    /** Gives up one upload; one that is gone already is no error. */
    void abort(ObjectKey key, String id) {
        try {
            bucket.call(Operation.ABORT_UPLOAD, () -> bucket.client()
                    .abortMultipartUpload(bucket.here(AbortMultipartUploadArgs.builder()
                            .object(key.value())
                            .uploadId(id))));
        } catch (ObjectStoreException e) {
            if (!Failures.isRefusal(e, Refusal::nothingThere)) {
                throw e;
            }
        }
    }

    /**
     * One page of keys. It ends with the last key whole: the next one starts after all uploads of that key, because whoever clears away
     * goes by the key.
     */
    ObjectPage page(String after, int limit) {
        Listing.requireLimit(limit);
        ListMultipartUploadsResult page = page(after, null, limit);
        while (page.isTruncated() && page.uploads().isEmpty()) {
            String marker = Listing.named(Operation.LIST_UPLOADS, page.nextKeyMarker());
            page = page(marker, page.nextUploadIdMarker(), limit);
        }
        TreeMap<String, ObjectPage.Item> keys = new TreeMap<>();
        for (ListMultipartUploadsResult.Upload upload : page.uploads()) {
            upload.setEncodingType(page.encodingType());
            Instant began = upload.initiated().toInstant();
            keys.merge(upload.objectName(), new ObjectPage.Item(upload.objectName(), began), ObjectPage.Item::and);
        }
        List<ObjectPage.Item> ours = keys.values().stream()
                .filter(item -> item.name().startsWith(ObjectKey.PREFIX))
                .toList();
        return new ObjectPage(ours, page.isTruncated() ? keys.lastKey() : null);
    }

    private List<Upload> among(Collection<ObjectKey> keys) {
        Set<ObjectKey> wanted = new HashSet<>(keys);
        List<Upload> found = new ArrayList<>();
        String keyMarker = null;
        String uploadMarker = null;
        ListMultipartUploadsResult page;
        do {
            page = page(keyMarker, uploadMarker, MOST);
            for (ListMultipartUploadsResult.Upload upload : page.uploads()) {
                upload.setEncodingType(page.encodingType());
                if (ObjectKey.hasForm(upload.objectName()) && wanted.contains(new ObjectKey(upload.objectName()))) {
                    found.add(new Upload(new ObjectKey(upload.objectName()), upload.uploadId()));
                }
            }
            keyMarker = page.nextKeyMarker();
            uploadMarker = page.nextUploadIdMarker();
        } while (page.isTruncated());
        return found;
    }

    private ListMultipartUploadsResult page(String keyMarker, String uploadMarker, int limit) {
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
}
