package dk.slettefrist.storage.minio;

import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

import io.minio.ListObjectsV2Args;
import io.minio.messages.Item;
import io.minio.messages.ListBucketResultV2;
import io.minio.messages.ListVersionsResult;

import dk.slettefrist.storage.InboxObject;
import dk.slettefrist.storage.InboxPage;

/** Pages through an inbox. */
final class InboxListing {

    private final Bucket bucket;
    private final String prefix;
    private final Versioning versioning;
    private final Versions versions;

    InboxListing(Bucket bucket, String prefix) {
        this.bucket = bucket;
        this.prefix = prefix;
        this.versioning = new Versioning(bucket);
        this.versions = new Versions(bucket);
    }

    InboxPage page(String after, int limit) {
        Listing.requireLimit(limit);
        return versioning.everEnabled() ? pageOfVersions(after, limit) : pageOfObjects(after, limit);
    }

    private InboxPage pageOfObjects(String after, int limit) {
        ListBucketResultV2 page = objects(after, null, limit);
        while (page.isTruncated() && page.contents().isEmpty()) {
            page = objects(after, Listing.named(Operation.LIST_OBJECTS, page.nextContinuationToken()), limit);
        }
        String encoding = page.encodingType();
        List<InboxObject> items = page.contents().stream()
                .peek(item -> item.setEncodingType(encoding))
                .map(item -> object(item, null))
                .toList();
        return new InboxPage(
                inside(items), page.isTruncated() ? items.get(items.size() - 1).name() : null);
    }

    private ListBucketResultV2 objects(String after, String token, int limit) {
        return bucket.call(Operation.LIST_OBJECTS, () -> bucket.client()
                        .listObjectsV2(bucket.here(ListObjectsV2Args.builder()
                                .prefix(prefix)
                                .startAfter(after)
                                .continuationToken(token)
                                .encodingType("url")
                                .maxKeys(limit))))
                .result();
    }

    /** The newest version of a name comes first, so a page has it of every name that begins in it. */
    private InboxPage pageOfVersions(String after, int limit) {
        ListVersionsResult page = versions.page(prefix, after, null, limit);
        while (page.isTruncated() && Versions.itemsOf(page).findAny().isEmpty()) {
            String marker = Listing.named(Operation.LIST_VERSIONS, page.nextKeyMarker());
            page = versions.page(prefix, marker, page.nextVersionIdMarker(), limit);
        }
        TreeMap<String, InboxObject> names = new TreeMap<>();
        String last = Versions.itemsOf(page)
                .map(Item::objectName)
                .max(String::compareTo)
                .orElse(null);
        Versions.itemsOf(page)
                .filter(Item::isLatest)
                .forEach(item -> names.put(item.objectName(), object(item, Versions.idOf(item))));
        return new InboxPage(inside(List.copyOf(names.values())), page.isTruncated() ? last : null);
    }

    private static InboxObject object(Item item, String version) {
        return new InboxObject(
                item.objectName(),
                item.lastModified().toInstant(),
                item.size(),
                bare(item.etag()),
                version,
                item.isDeleteMarker());
    }

    /** Without the quotation marks that some answers have and others have not. */
    static String bare(String etag) {
        return Objects.requireNonNullElse(etag, "").replace("\"", "");
    }

    /** A server that does not know prefixes would show us what is not ours. */
    private List<InboxObject> inside(List<InboxObject> items) {
        return items.stream().filter(item -> item.name().startsWith(prefix)).toList();
    }
}
