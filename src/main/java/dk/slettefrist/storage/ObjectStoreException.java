package dk.slettefrist.storage;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** The object store did not do what was asked, or nobody knows whether it did. Worth trying again unless a subclass says otherwise. */
public sealed class ObjectStoreException extends RuntimeException
        permits BodyException, ObjectMissingException, UnusableBucketException {

    public ObjectStoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether the store did not answer, or not in time, or broke off; otherwise it refused. */
    public boolean isSilence() {
        return getCause() instanceof IOException || getCause() instanceof TimeoutException;
    }
}
