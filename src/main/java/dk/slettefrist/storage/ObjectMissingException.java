package dk.slettefrist.storage;

/** There is no object under the key. Trying again does not help. */
public final class ObjectMissingException extends ObjectStoreException {

    public ObjectMissingException(String message, Throwable cause) {
        super(message, cause);
    }
}
