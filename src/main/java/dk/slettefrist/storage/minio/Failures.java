package dk.slettefrist.storage.minio;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.InvalidResponseException;
import io.minio.errors.MinioException;
import io.minio.errors.ServerException;

import dk.slettefrist.storage.ObjectMissingException;
import dk.slettefrist.storage.ObjectStoreException;

/** Turns what the SDK throws into exceptions of ours. The SDK's own never become a cause: they carry headers, URLs and bodies. */
final class Failures {

    /** The SDK tells the status of an answer that is not S3's only here. */
    private static final Pattern STATUS = Pattern.compile("Response code: (\\d{3})");

    private Failures() {}

    static ObjectStoreException of(Operation operation, Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        if (cause instanceof ObjectStoreException already) {
            return already;
        }
        if (cause instanceof IOException || cause instanceof TimeoutException) {
            return new ObjectStoreException(
                    "The object store could not be reached for " + operation + ": " + inWords(cause),
                    cause,
                    !isMistrust(cause));
        }
        int status = statusOf(cause);
        String unnamed = status == Refusal.NO_STATUS ? cause.getClass().getSimpleName() : "HTTP " + status;
        return of(new Refusal(operation, codeOf(cause).orElse(unnamed), status));
    }

    static ObjectStoreException of(Refusal refusal) {
        return refusal.nothingThere()
                ? new ObjectMissingException("There is no such object", refusal)
                : new ObjectStoreException(
                        "The object store refused: " + refusal.getMessage(), refusal, refusal.temporary());
    }

    /** The refusal behind an exception of ours; empty when the store was away. */
    static Optional<Refusal> refusalOf(ObjectStoreException e) {
        return e.getCause() instanceof Refusal refusal ? Optional.of(refusal) : Optional.empty();
    }

    /** Whether an exception of ours is the store's refusal, and one of this kind. */
    static boolean isRefusal(ObjectStoreException e, Predicate<Refusal> kind) {
        return refusalOf(e).filter(kind).isPresent();
    }

    /** What the network says, without names and addresses. */
    private static String inWords(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return "its host name is not known";
        }
        if (isMistrust(cause)) {
            return "its certificate is not trusted, or it does not speak TLS";
        }
        if (cause instanceof InterruptedIOException || cause instanceof TimeoutException) {
            return "no answer in time";
        }
        return cause instanceof ConnectException ? "no connection" : "the connection broke off";
    }

    /** No common TLS, or a certificate that we do not trust; a connection that broke off while TLS began has a cause of its own. */
    private static boolean isMistrust(Throwable cause) {
        return cause instanceof SSLException && !(cause.getCause() instanceof IOException);
    }

    private static Optional<String> codeOf(Throwable cause) {
        return cause instanceof ErrorResponseException answer
                ? Optional.ofNullable(answer.errorResponse().code())
                : Optional.empty();
    }

    private static int statusOf(Throwable cause) {
        if (cause instanceof ErrorResponseException answer) {
            return answer.response().code();
        }
        if (cause instanceof ServerException answer) {
            return answer.statusCode();
        }
        Matcher status = STATUS.matcher(cause instanceof InvalidResponseException answer ? answer.getMessage() : "");
        return status.find() ? Integer.parseInt(status.group(1)) : Refusal.NO_STATUS;
    }

    private static Throwable unwrapped(Throwable thrown) {
        boolean wrapper = thrown instanceof ExecutionException
                || thrown instanceof CompletionException
                || thrown instanceof MinioException && thrown.getCause() instanceof IOException;
        return wrapper && thrown.getCause() != null ? unwrapped(thrown.getCause()) : thrown;
    }
}
