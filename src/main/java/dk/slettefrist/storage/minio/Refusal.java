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

    /** Where the store refuses one of many, or its answer makes no sense. */
    static final int NO_STATUS = 0;

    private static final int TOO_MANY = 429;
    private static final int NO_SUCH_OPERATION = 501;
    private static final Set<String> BUSY = Set.of("SlowDown", "ServiceUnavailable", "InternalError", "RequestTimeout");

    private final Operation operation;
    private final String code;
    private final int status;

    Refusal(Operation operation, String code) {
        this(operation, code, NO_STATUS);
    }

    /** @param status that of HTTP, or {@link #NO_STATUS} */
    Refusal(Operation operation, String code, int status) {
        super(operation + " was answered with " + code);
        this.operation = operation;
        this.code = code;
        this.status = status;
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

    /** The store, or what stands before it, cannot do it now. */
    boolean temporary() {
        return BUSY.contains(code) || status == TOO_MANY || status >= 500 && status != NO_SUCH_OPERATION;
    }

    /** What the operation was about does not exist; the bucket does. */
    boolean nothingThere() {
        return NOTHING_THERE.contains(code);
    }
}
