package dk.slettefrist.storage.minio;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;

import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectStoreException;

/** Finds which of a batch of keys still have anything in the store. */
final class Presence {

    private final Bucket bucket;
    private final Versioning versioning;
    private final Versions versions;
    private final UnfinishedUploads uploads;

    Presence(Bucket bucket, Versioning versioning, Versions versions, UnfinishedUploads uploads) {
        this.bucket = bucket;
        this.versioning = versioning;
        this.versions = versions;
        this.uploads = uploads;
    }

    Set<ObjectKey> among(Collection<ObjectKey> keys) {
        Set<ObjectKey> found = uploads.keysAmong(keys);
        if (versioning.everEnabled()) {
            versions.under(keys).forEach(version -> found.add(version.key()));
        } else {
            bucket.each(Operation.GET_OBJECT, keys, this::exists, (key, exists) -> {
                if (exists) {
                    found.add(key);
                }
            });
        }
        return found;
    }

    /**
     * Reads the first byte. HEAD would do but for its answer, which has no body: a 404 from whatever stands at a mistyped endpoint would
     * confirm every deletion. The answer to a GET must say {@code NoSuchKey}, as only the bucket itself does.
     */
    private CompletableFuture<Boolean> exists(ObjectKey key) {
        return bucket.client()
                .getObject(bucket.here(
                        GetObjectArgs.builder().object(key.value()).offset(0L).length(1L)))
                .handle(Presence::answer);
    }

    private static boolean answer(GetObjectResponse response, Throwable thrown) {
        if (thrown == null) {
            Streams.closeQuietly(response);
            return true;
        }
        ObjectStoreException failure = Failures.of(Operation.GET_OBJECT, thrown);
        String code = Failures.refusalOf(failure).map(Refusal::code).orElse("");
        // An empty object has no first byte.
        if (code.equals("InvalidRange")) {
            return true;
        }
        if (code.equals("NoSuchKey")) {
            return false;
        }
        throw new CompletionException(failure);
    }
}
