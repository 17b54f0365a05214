package dk.slettefrist.storage;

/** Reading the body to be stored failed; the store is not to blame. The cause is what the body threw. */
public final class BodyException extends ObjectStoreException {

    public BodyException(String message, Throwable cause) {
        super(message, cause);
    }
}
