package dk.slettefrist.storage.minio;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

import io.minio.messages.ListMultipartUploadsResult;

import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectPage;

/**
 * Multipart uploads that were neither completed nor aborted: their parts lie in the store and no listing of objects shows them. All of ours
 * are listed at once, since there are as many as uploads are running, however many objects are stored.
 */
final class UnfinishedUploads {

    private record Upload(ObjectKey key, String id) {}

    private final PartUploads uploads;

    UnfinishedUploads(Bucket bucket) {
        this.uploads = new PartUploads(bucket);
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
        uploads.abort(key.value(), id);
    }

    /**
     * One page of keys. It ends with the last key whole: the next one starts after all uploads of that key, because whoever clears away
     * goes by the key.
     */
    ObjectPage page(String after, int limit) {
        Listing.requireLimit(limit);
        ListMultipartUploadsResult page = uploads.page(after, null, limit);
        while (page.isTruncated() && page.uploads().isEmpty()) {
            String marker = Listing.named(Operation.LIST_UPLOADS, page.nextKeyMarker());
            page = uploads.page(marker, page.nextUploadIdMarker(), limit);
        }
        TreeMap<String, ObjectPage.Item> keys = new TreeMap<>();
        for (ListMultipartUploadsResult.Upload upload : PartUploads.named(page)) {
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
        uploads.each(upload -> {
            if (ObjectKey.hasForm(upload.objectName()) && wanted.contains(new ObjectKey(upload.objectName()))) {
                found.add(new Upload(new ObjectKey(upload.objectName()), upload.uploadId()));
            }
        });
        return found;
    }
}
