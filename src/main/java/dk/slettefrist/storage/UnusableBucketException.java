package dk.slettefrist.storage;

/** The bucket cannot keep the promise that deleted means gone. The message tells an operator what to change. */
public final class UnusableBucketException extends ObjectStoreException {

    public UnusableBucketException(String message, Throwable cause) {
        super(message, cause);
    }
}
