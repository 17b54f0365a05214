package dk.slettefrist.storage.minio;

import java.util.Collection;
import java.util.List;

import io.minio.DeleteObjectsArgs;
import io.minio.messages.DeleteRequest;
import io.minio.messages.DeleteResult;

import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.minio.Versions.Version;

/** Deletes all that lies under a batch of keys. What the store refuses keeps nothing else of the batch from being deleted. */
final class Deletion {

    /** As many names as one DeleteObjects takes. */
    private static final int BATCH = 1000;

    private final Bucket bucket;
    private final Versioning versioning;
    private final Versions versions;
    private final UnfinishedUploads uploads;

    private Deletion(Bucket bucket, Versioning versioning, Versions versions, UnfinishedUploads uploads) {
        this.bucket = bucket;
        this.versioning = versioning;
        this.versions = versions;
        this.uploads = uploads;
    }

    /** In that bucket, with the patience of its client. */
    static Deletion of(Bucket bucket) {
        return new Deletion(bucket, new Versioning(bucket), new Versions(bucket), new UnfinishedUploads(bucket));
    }

    /** @throws dk.slettefrist.storage.ObjectStoreException after all was tried, when the store refused any of it; at once when it is away */
    void delete(Collection<ObjectKey> keys) {
        Refusals refusals = new Refusals();
        // First the uploads: one that is completed meanwhile is an object when its turn comes.
        uploads.abortUnder(keys, refusals);
        Unsaid unsaid = versions.unsaid();
        if (versioning.everEnabled()) {
            versions(versions.under(keys, unsaid), refusals);
        } else {
            inBatches(
                    Operation.DELETE_OBJECTS,
                    keys.stream()
                            .map(key -> new DeleteRequest.Object(key.value()))
                            .toList(),
                    refusals);
        }
        refusals.throwIfAny();
        unsaid.throwIfAny();
    }

    /** Deletes the delete markers under a key; what they cover can be read again. */
    void uncover(ObjectKey key) {
        if (versioning.everEnabled()) {
            Refusals refusals = new Refusals();
            versions(versions.under(key).stream().filter(Version::marker).toList(), refusals);
            refusals.throwIfAny();
        }
    }

    private void versions(List<Version> which, Refusals refusals) {
        inBatches(
                Operation.DELETE_VERSIONS,
                which.stream()
                        .map(version -> new DeleteRequest.Object(version.key().value(), version.id()))
                        .toList(),
                refusals);
    }

    private void inBatches(Operation operation, List<DeleteRequest.Object> objects, Refusals refusals) {
        for (int start = 0; start < objects.size(); start += BATCH) {
            List<DeleteRequest.Object> batch = objects.subList(start, Math.min(start + BATCH, objects.size()));
            refusals.tolerate(batch.size(), () -> request(bucket, operation, batch, refusals));
        }
    }

    /** One request; what it does not delete is told to {@code refusals}. */
    static void request(Bucket bucket, Operation operation, List<DeleteRequest.Object> objects, Refusals refusals) {
        bucket
                .call(operation, () -> bucket.client()
                        .deleteObjects(bucket.here(
                                DeleteObjectsArgs.builder().objects(objects).quiet(true))))
                .result()
                .errors()
                .stream()
                .map(error -> refusalOf(operation, error))
                .filter(refusal -> !refusal.nothingThere())
                .forEach(refusal -> refusals.add(refusal, 1));
    }

    private static Refusal refusalOf(Operation operation, DeleteResult.Error error) {
        return new Refusal(operation, error.code() == null ? "an error without a code" : error.code());
    }
}
