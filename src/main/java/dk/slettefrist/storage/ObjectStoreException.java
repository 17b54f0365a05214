package dk.slettefrist.storage;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** The object store did not do what was asked, or nobody knows whether it did. Worth trying again unless a subclass says otherwise. */
public sealed class ObjectStoreException extends RuntimeException
        permits BodyException, ObjectMissingException, UnusableBucketException {

    private final boolean temporary;

    public ObjectStoreException(String message, Throwable cause) {
        this(message, cause, false);
    }

    /** @param temporary see {@link #isTemporary} */
    public ObjectStoreException(String message, Throwable cause, boolean temporary) {
        super(message, cause);
        this.temporary = temporary;
    }

    /** Whether it may pass without anybody's doing: the store is away or overburdened. Otherwise a person must likely change something. */
    public boolean isTemporary() {
        return temporary;
    }

    /** Whether the store did not answer, or not in time, or broke off; otherwise it refused. */
    public boolean isSilence() {
        return getCause() instanceof IOException || getCause() instanceof TimeoutException;
    }
}
