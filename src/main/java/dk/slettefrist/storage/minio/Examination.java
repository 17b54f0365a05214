package dk.slettefrist.storage.minio;

import java.util.Set;

import io.minio.GetObjectLockConfigurationArgs;
import io.minio.ListObjectsV2Args;
import io.minio.MakeBucketArgs;
import org.jboss.logging.Logger;

import dk.slettefrist.storage.ObjectStoreException;
import dk.slettefrist.storage.UnusableBucketException;

/** Finds out whether the bucket can keep the promise that deleted means gone. */
final class Examination {

    private static final Logger LOG = Logger.getLogger(Examination.class);

    /** AWS and MinIO say the first; other servers the others ("Bucket is missing Object Lock Configuration"). */
    private static final Set<String> NO_LOCK =
            Set.of("ObjectLockConfigurationNotFoundError", "NoSuchObjectLockConfiguration", "InvalidRequest");

    private static final Set<String> CREATED_MEANWHILE = Set.of("BucketAlreadyOwnedByYou", "OperationAborted");

    private final Bucket bucket;
    private final Versioning versioning;
    private final Probe probe;

    Examination(Bucket bucket, Versioning versioning, Probe probe) {
        this.bucket = bucket;
        this.versioning = versioning;
        this.probe = probe;
    }

    void run() {
        try {
            if (!exists()) {
                create();
            }
            if (hasObjectLock()) {
                throw unusable(
                        "has Object Lock, which keeps what must be deleted; use a bucket made without Object Lock",
                        null);
            }
            if (versioning.needsSecondFactor()) {
                throw unusable("has MFA Delete, so no service can delete versions; switch MFA Delete off", null);
            }
            probe.run();
        } catch (ObjectStoreException e) {
            throw Failures.refusalOf(e).map(refusal -> judged(e, refusal)).orElse(e);
        }
    }

    private boolean exists() {
        try {
            bucket.call(Operation.LIST_OBJECTS, () -> bucket.client()
                    .listObjectsV2(bucket.here(ListObjectsV2Args.builder().maxKeys(1))));
            return true;
        } catch (ObjectStoreException e) {
            if (Failures.isRefusal(e, refusal -> refusal.code().equals("NoSuchBucket"))) {
                return false;
            }
            throw e;
        }
    }

    private void create() {
        try {
            bucket.call(
                    Operation.CREATE_BUCKET, () -> bucket.client().makeBucket(bucket.here(MakeBucketArgs.builder())));
            LOG.infof("Made the bucket '%s', for there was none", bucket.name());
        } catch (ObjectStoreException e) {
            // Another replica starts at the same time.
            if (!Failures.isRefusal(e, refusal -> CREATED_MEANWHILE.contains(refusal.code()))) {
                throw e;
            }
        }
    }

    /** Any configuration counts: with Object Lock on, whoever may write can lock an object without a default rule. */
    private boolean hasObjectLock() {
        try {
            bucket.call(Operation.GET_OBJECT_LOCK, () -> bucket.client()
                    .getObjectLockConfiguration(bucket.here(GetObjectLockConfigurationArgs.builder())));
            return true;
        } catch (ObjectStoreException e) {
            if (Failures.isRefusal(e, refusal -> refusal.notImplemented() || NO_LOCK.contains(refusal.code()))) {
                return false;
            }
            throw e;
        }
    }

    private ObjectStoreException judged(ObjectStoreException e, Refusal refusal) {
        if (refusal.stranger()) {
            return new UnusableBucketException(
                    "The object store does not accept our credentials; correct SLETTEFRIST_S3_ACCESS_KEY and"
                            + " SLETTEFRIST_S3_SECRET_KEY, or the file of SLETTEFRIST_S3_CREDENTIALS_FILE",
                    refusal);
        }
        if (!refusal.denied()) {
            return e;
        }
        return refusal.operation() == Operation.CREATE_BUCKET
                ? unusable("is missing and we may not create it; create it, or grant us s3:CreateBucket", refusal)
                : unusable(
                        "does not let us do " + refusal.operation() + "; grant us "
                                + refusal.operation().right(),
                        refusal);
    }

    private UnusableBucketException unusable(String why, Refusal refusal) {
        return new UnusableBucketException("The bucket '" + bucket.name() + "' " + why, refusal);
    }
}
