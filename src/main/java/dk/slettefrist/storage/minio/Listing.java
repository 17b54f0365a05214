package dk.slettefrist.storage.minio;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

import io.minio.ListObjectsV2Args;
import io.minio.messages.Item;
import io.minio.messages.ListBucketResultV2;
import io.minio.messages.ListVersionsResult;

import dk.slettefrist.storage.ObjectPage;

/** Pages through the whole bucket. */
final class Listing {

    private final Bucket bucket;
    private final Versioning versioning;
    private final Versions versions;

    Listing(Bucket bucket, Versioning versioning, Versions versions) {
        this.bucket = bucket;
        this.versioning = versioning;
        this.versions = versions;
    }

    ObjectPage page(String after, int limit) {
        if (limit < 1 || limit > 1000) {
            throw new IllegalArgumentException("limit must be 1 to 1,000");
        }
        return versioning.everEnabled() ? pageOfVersions(after, limit) : pageOfObjects(after, limit);
    }

    private ObjectPage pageOfObjects(String after, int limit) {
        ListBucketResultV2 page = bucket.call(Operation.LIST_OBJECTS, () -> bucket.client()
                        .listObjectsV2(bucket.here(ListObjectsV2Args.builder()
                                .startAfter(after)
                                .encodingType("url")
                                .maxKeys(limit))))
                .result();
        List<ObjectPage.Item> items = page.contents().stream()
                .peek(item -> item.setEncodingType(page.encodingType()))
                .map(item -> new ObjectPage.Item(
                        item.objectName(), item.lastModified().toInstant()))
                .toList();
        return new ObjectPage(
                items, page.isTruncated() ? items.get(items.size() - 1).name() : null);
    }

    /** The marker is a name without a version: the next page starts after all versions of that name. */
    private ObjectPage pageOfVersions(String after, int limit) {
        ListVersionsResult page = versions.page(null, after, null, limit);
        TreeMap<String, Instant> newest = new TreeMap<>();
        Versions.itemsOf(page).forEach(item -> newest.merge(item.objectName(), timeOf(item), Listing::later));
        List<ObjectPage.Item> items = newest.entrySet().stream()
                .map(entry -> new ObjectPage.Item(entry.getKey(), entry.getValue()))
                .toList();
        return new ObjectPage(items, page.isTruncated() ? newest.lastKey() : null);
    }

    private static Instant timeOf(Item item) {
        return item.lastModified().toInstant();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
