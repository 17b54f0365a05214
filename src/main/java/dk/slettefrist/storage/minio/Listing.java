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
        requireLimit(limit);
        return versioning.everEnabled() ? pageOfVersions(after, limit) : pageOfObjects(after, limit);
    }

    static void requireLimit(int limit) {
        if (limit < 1 || limit > 1000) {
            throw new IllegalArgumentException("limit must be 1 to 1,000");
        }
    }

    private ObjectPage pageOfObjects(String after, int limit) {
        ListBucketResultV2 page = objects(after, null, limit);
        while (page.isTruncated() && page.contents().isEmpty()) {
            page = objects(after, named(Operation.LIST_OBJECTS, page.nextContinuationToken()), limit);
        }
        String encoding = page.encodingType();
        List<ObjectPage.Item> items = page.contents().stream()
                .peek(item -> item.setEncodingType(encoding))
                .map(item -> new ObjectPage.Item(item.objectName(), timeOf(item)))
                .toList();
        return new ObjectPage(
                items, page.isTruncated() ? items.get(items.size() - 1).name() : null);
    }

    private ListBucketResultV2 objects(String after, String token, int limit) {
        return bucket.call(Operation.LIST_OBJECTS, () -> bucket.client()
                        .listObjectsV2(bucket.here(ListObjectsV2Args.builder()
                                .startAfter(after)
                                .continuationToken(token)
                                .encodingType("url")
                                .maxKeys(limit))))
                .result();
    }

    /** The marker is a name without a version: the next page starts after all versions of that name. */
    private ObjectPage pageOfVersions(String after, int limit) {
        ListVersionsResult page = versions.page(null, after, null, limit);
        while (page.isTruncated() && Versions.itemsOf(page).findAny().isEmpty()) {
            String marker = named(Operation.LIST_VERSIONS, page.nextKeyMarker());
            page = versions.page(null, marker, page.nextVersionIdMarker(), limit);
        }
        TreeMap<String, ObjectPage.Item> names = new TreeMap<>();
        Versions.itemsOf(page)
                .map(item ->
                        new ObjectPage.Item(item.objectName(), timeOf(item), item.isDeleteMarker() && item.isLatest()))
                .forEach(item -> names.merge(item.name(), item, ObjectPage.Item::and));
        return new ObjectPage(List.copyOf(names.values()), page.isTruncated() ? names.lastKey() : null);
    }

    /** A server may answer a page without items and more to come; where it does not say how to go on, the listing ends in failure. */
    static String named(Operation operation, String marker) {
        if (marker == null || marker.isEmpty()) {
            throw Failures.of(new Refusal(operation, "an empty page that names no next one"));
        }
        return marker;
    }

    private static Instant timeOf(Item item) {
        return item.lastModified().toInstant();
    }
}
