package dk.slettefrist.storage.minio;

import java.util.Collection;
import java.util.List;

import io.minio.DeleteObjectsArgs;
import io.minio.messages.DeleteRequest;
import io.minio.messages.DeleteResult;

import dk.slettefrist.storage.ObjectKey;

/** Deletes all that lies under a batch of keys. */
final class Deletion {

    /** As many names as one DeleteObjects takes. */
    private static final int BATCH = 1000;

    private final Bucket bucket;
    private final Versioning versioning;
    private final Versions versions;
    private final UnfinishedUploads uploads;

    Deletion(Bucket bucket, Versioning versioning, Versions versions, UnfinishedUploads uploads) {
        this.bucket = bucket;
        this.versioning = versioning;
        this.versions = versions;
        this.uploads = uploads;
    }

    void delete(Collection<ObjectKey> keys) {
        // First the uploads: one that is completed meanwhile is an object when its turn comes.
        uploads.abortUnder(keys);
        if (versioning.everEnabled()) {
            inBatches(
                    Operation.DELETE_VERSIONS,
                    versions.under(keys).stream()
                            .map(version ->
                                    new DeleteRequest.Object(version.key().value(), version.id()))
                            .toList());
        } else {
            inBatches(
                    Operation.DELETE_OBJECTS,
                    keys.stream()
                            .map(key -> new DeleteRequest.Object(key.value()))
                            .toList());
        }
    }

    private void inBatches(Operation operation, List<DeleteRequest.Object> objects) {
        for (int start = 0; start < objects.size(); start += BATCH) {
            request(operation, objects.subList(start, Math.min(start + BATCH, objects.size())));
        }
    }

    private void request(Operation operation, List<DeleteRequest.Object> objects) {
        bucket
                .call(operation, () -> bucket.client()
                        .deleteObjects(bucket.here(
                                DeleteObjectsArgs.builder().objects(objects).quiet(true))))
                .result()
                .errors()
                .stream()
                .map(error -> refusalOf(operation, error))
                .filter(refusal -> !refusal.nothingThere())
                .findFirst()
                .ifPresent(refusal -> {
                    throw Failures.of(refusal);
                });
    }

    private static Refusal refusalOf(Operation operation, DeleteResult.Error error) {
        return new Refusal(operation, error.code() == null ? "an error without a code" : error.code());
    }
}
