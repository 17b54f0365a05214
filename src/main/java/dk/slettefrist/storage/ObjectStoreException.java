package dk.slettefrist.storage;

/** The object store did not do what was asked, or nobody knows whether it did. Worth trying again unless a subclass says otherwise. */
public sealed class ObjectStoreException extends RuntimeException
        permits BodyException, ObjectMissingException, UnusableBucketException {

    public ObjectStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
