package dk.slettefrist.storage.minio;

import java.util.List;
import java.util.stream.Stream;

import io.minio.messages.DeleteRequest;
import io.minio.messages.Item;
import io.minio.messages.ListVersionsResult;

import dk.slettefrist.storage.InboxObject;

/** Removes what was taken from an inbox. */
final class InboxRemoval {

    private static final int BATCH = 1000;

    private final Bucket bucket;
    private final Versions versions;

    InboxRemoval(Bucket bucket) {
        this.bucket = bucket;
        this.versions = new Versions(bucket);
    }

    /** From an inbox that keeps no versions. */
    void remove(InboxObject object) {
        request(Operation.DELETE_OBJECTS, List.of(new DeleteRequest.Object(object.name())));
    }

    /** All versions and markers but one that was written since; the one that the listing showed goes last. */
    void removeVersions(InboxObject object) {
        ListVersionsResult page = versions.page(object.name(), null, null, BATCH);
        removeOlder(page, object);
        while (page.isTruncated()) {
            page = versions.page(object.name(), page.nextKeyMarker(), page.nextVersionIdMarker(), BATCH);
            removeOlder(page, object);
        }
        request(Operation.DELETE_VERSIONS, List.of(new DeleteRequest.Object(object.name(), object.version())));
    }

    private void removeOlder(ListVersionsResult page, InboxObject object) {
        List<DeleteRequest.Object> older = older(page, object)
                .map(item -> new DeleteRequest.Object(object.name(), Versions.idOf(item)))
                .toList();
        if (!older.isEmpty()) {
            request(Operation.DELETE_VERSIONS, older);
        }
    }

    private static Stream<Item> older(ListVersionsResult page, InboxObject object) {
        return Versions.itemsOf(page)
                .filter(item -> item.objectName().equals(object.name()))
                .filter(item -> !item.isLatest() && !Versions.idOf(item).equals(object.version()));
    }

    private void request(Operation operation, List<DeleteRequest.Object> objects) {
        Refusals refusals = new Refusals();
        refusals.tolerate(objects.size(), () -> Deletion.request(bucket, operation, objects, refusals));
        refusals.throwIfAny();
    }
}
