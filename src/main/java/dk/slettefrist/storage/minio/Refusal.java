package dk.slettefrist.storage.minio;

import java.util.Set;

/**
 * The store answered, and the answer was an error code. Stands in for the SDK's exception, whose text carries the whole request.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">S3 error responses</a>
 */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;
    private static final Set<String> DENIED = Set.of("AccessDenied", "AllAccessDisabled", "HTTP 403");
    private static final Set<String> STRANGER = Set.of("InvalidAccessKeyId", "SignatureDoesNotMatch");
    /** Versity's gateway says the second where it was given no place for versions: then nobody can switch them on. */
    private static final Set<String> NOT_IMPLEMENTED = Set.of("NotImplemented", "VersioningNotConfigured", "HTTP 501");

    private static final Set<String> NOTHING_THERE = Set.of("NoSuchKey", "NoSuchVersion", "NoSuchUpload");

    private final Operation operation;
    private final String code;

    Refusal(Operation operation, String code) {
        super(operation + " was answered with " + code);
        this.operation = operation;
        this.code = code;
    }

    Operation operation() {
        return operation;
    }

    String code() {
        return code;
    }

    /** We are known, but may not do this. */
    boolean denied() {
        return DENIED.contains(code);
    }

    /** The store does not know us, or not by this secret. */
    boolean stranger() {
        return STRANGER.contains(code);
    }

    /** The server has no such operation. */
    boolean notImplemented() {
        return NOT_IMPLEMENTED.contains(code);
    }

    /** What the operation was about does not exist; the bucket does. */
    boolean nothingThere() {
        return NOTHING_THERE.contains(code);
    }
}
