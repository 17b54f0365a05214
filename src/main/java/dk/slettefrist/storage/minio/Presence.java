package dk.slettefrist.storage.minio;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;

import io.minio.GetObjectArgs;
import io.minio.HeadObjectArgs;

import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectStoreException;

/** Finds which of a batch of keys still have anything in the store, or may have. */
final class Presence {

    private final Bucket bucket;
    private final Versioning versioning;
    private final Versions versions;
    private final UnfinishedUploads uploads;

    private Presence(Bucket bucket, Versioning versioning, Versions versions, UnfinishedUploads uploads) {
        this.bucket = bucket;
        this.versioning = versioning;
        this.versions = versions;
        this.uploads = uploads;
    }

    /** In that bucket, with the patience of its client. */
    static Presence of(Bucket bucket) {
        return new Presence(bucket, new Versioning(bucket), new Versions(bucket), new UnfinishedUploads(bucket));
    }

    Set<ObjectKey> among(Collection<ObjectKey> keys) {
        Set<ObjectKey> found = uploads.keysAmong(keys);
        if (versioning.everEnabled()) {
            Unsaid unsaid = versions.unsaid();
            versions.under(keys, unsaid).forEach(version -> found.add(version.key()));
            found.addAll(unsaid.keys());
        } else {
            found.addAll(objectsAmong(keys));
        }
        return found;
    }

    private Set<ObjectKey> objectsAmong(Collection<ObjectKey> keys) {
        Set<ObjectKey> absent = new HashSet<>(keys);
        Unsaid unsaid = new Unsaid(() -> requireTheBucketsWord(ObjectKey.random()));
        BiConsumer<ObjectKey, Boolean> answer = (key, exists) -> {
            if (exists) {
                absent.remove(key);
            }
        };
        bucket.each(Operation.HEAD_OBJECT, keys, this::exists, answer, unsaid);
        absent.removeAll(unsaid.keys());
        absent.stream().findAny().ifPresent(this::requireTheBucketsWord);
        Set<ObjectKey> present = new HashSet<>(keys);
        present.removeAll(absent);
        return present;
    }

    private CompletableFuture<Boolean> exists(ObjectKey key) {
        return bucket.client()
                .headObject(bucket.here(HeadObjectArgs.builder().object(key.value())))
                .handle((answer, thrown) -> {
                    if (thrown == null) {
                        return true;
                    }
                    ObjectStoreException failure = Failures.of(Operation.HEAD_OBJECT, thrown);
                    if (isNoSuchKey(failure)) {
                        return false;
                    }
                    throw new CompletionException(failure);
                });
    }

    /**
     * The answer to a HEAD has no body, so a 404 from whatever stands at a mistyped endpoint would confirm every deletion. The answer to a
     * GET must say {@code NoSuchKey}, as only the bucket itself does. It is asked once for the batch: reading it takes the SDK some
     * milliseconds.
     */
    private void requireTheBucketsWord(ObjectKey absent) {
        try {
            Streams.closeQuietly(bucket.call(Operation.GET_OBJECT, () -> bucket.client()
                    .getObject(bucket.here(GetObjectArgs.builder().object(absent.value())))));
        } catch (ObjectStoreException e) {
            if (isNoSuchKey(e)) {
                return;
            }
            throw e;
        }
        throw Failures.of(new Refusal(Operation.GET_OBJECT, "an object that HEAD did not find"));
    }

    private static boolean isNoSuchKey(ObjectStoreException e) {
        return Failures.isRefusal(e, refusal -> refusal.code().equals("NoSuchKey"));
    }
}
