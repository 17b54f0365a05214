package dk.slettefrist.storage.minio;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import io.minio.ListObjectVersionsArgs;
import io.minio.ListObjectVersionsResponse;
import io.minio.messages.Item;
import io.minio.messages.ListVersionsResult;

import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectStoreException;

/** Versions and delete markers in a bucket that keeps, or once kept, versions. */
final class Versions {

    /** The identifier of what was written while versioning was off, as a word. */
    static final String NONE = "null";

    /**
     * A version or a delete marker.
     *
     * @param id {@link #NONE} for what was written while versioning was off
     * @param marker whether it is a delete marker
     */
    record Version(ObjectKey key, String id, boolean marker) {}

    private final Bucket bucket;

    Versions(Bucket bucket) {
        this.bucket = bucket;
    }

    /** All there is under a key. */
    List<Version> under(ObjectKey key) {
        return under(List.of(key), (asked, failure) -> {
            throw failure;
        });
    }

    /** All there is under the keys, but for those of which the store does not say it: they are told to {@code failure}, which may throw. */
    List<Version> under(Collection<ObjectKey> keys, BiConsumer<ObjectKey, ObjectStoreException> failure) {
        List<Version> found = new ArrayList<>();
        bucket.each(
                Operation.LIST_VERSIONS,
                keys,
                key -> request(key.value(), null, null, 1000),
                (key, answer) -> collectAll(key, answer.result(), found),
                failure);
        return found;
    }

    /** For keys of which the store may not say anything. */
    Unsaid unsaid() {
        return new Unsaid(() -> under(ObjectKey.random()));
    }

    /** One page of names that begin with the prefix. */
    ListVersionsResult page(String prefix, String keyMarker, String versionMarker, int limit) {
        return bucket.call(Operation.LIST_VERSIONS, () -> request(prefix, keyMarker, versionMarker, limit))
                .result();
    }

    /** Versions and delete markers of a page; the SDK leaves their names encoded. */
    static Stream<Item> itemsOf(ListVersionsResult page) {
        return Stream.concat(page.contents().stream(), page.deleteMarkers().stream())
                .peek(item -> item.setEncodingType(page.encodingType()))
                .map(Item.class::cast);
    }

    /** {@link #NONE} for what was written while versioning was off. */
    static String idOf(Item item) {
        return Objects.requireNonNullElse(item.versionId(), NONE);
    }

    private void collectAll(ObjectKey key, ListVersionsResult first, List<Version> found) {
        ListVersionsResult page = first;
        collect(key, page, found);
        while (page.isTruncated()) {
            page = page(key.value(), page.nextKeyMarker(), page.nextVersionIdMarker(), 1000);
            collect(key, page, found);
        }
    }

    private static void collect(ObjectKey key, ListVersionsResult page, List<Version> found) {
        itemsOf(page)
                .filter(item -> item.objectName().equals(key.value()))
                .map(item -> new Version(key, idOf(item), item.isDeleteMarker()))
                .forEach(found::add);
    }

    private CompletableFuture<ListObjectVersionsResponse> request(
            String prefix, String keyMarker, String versionMarker, int limit) {
        return bucket.client()
                .listObjectVersions(bucket.here(ListObjectVersionsArgs.builder()
                        .prefix(prefix)
                        .encodingType("url")
                        .keyMarker(keyMarker)
                        .versionIdMarker(versionMarker)
                        .maxKeys(limit)));
    }
}
