package dk.slettefrist.storage.minio;

import io.minio.GetBucketVersioningArgs;
import io.minio.messages.VersioningConfiguration;
import io.minio.messages.VersioningConfiguration.Status;

import dk.slettefrist.storage.ObjectStoreException;

/**
 * Whether the bucket keeps versions. Asked anew for every batch and never remembered: someone who switches versioning on would otherwise
 * turn our deletions into delete markers, and our confirmations into lies.
 */
final class Versioning {

    private final Bucket bucket;

    Versioning(Bucket bucket) {
        this.bucket = bucket;
    }

    /** Whether versions may exist: versioning is on, or was once and is suspended. */
    boolean everEnabled() {
        return configuration().status() != Status.OFF;
    }

    /** Whether deleting a version takes a second factor that a service does not have. */
    boolean needsSecondFactor() {
        return configuration().isMfaDeleteEnabled();
    }

    private VersioningConfiguration configuration() {
        try {
            return bucket.call(Operation.GET_VERSIONING, () -> bucket.client()
                    .getBucketVersioning(bucket.here(GetBucketVersioningArgs.builder())));
        } catch (ObjectStoreException e) {
            if (Failures.isRefusal(e, Refusal::notImplemented)) {
                return new VersioningConfiguration();
            }
            throw e;
        }
    }
}
