package dk.slettefrist.storage.minio;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
            return new ObjectStoreException("The object store could not be reached for " + operation, cause);
        }
        String code = codeOf(cause).orElse(cause.getClass().getSimpleName());
        return of(new Refusal(operation, code));
    }

    static ObjectStoreException of(Refusal refusal) {
        return refusal.nothingThere()
                ? new ObjectMissingException("There is no such object", refusal)
                : new ObjectStoreException("The object store refused: " + refusal.getMessage(), refusal);
    }

    /** The refusal behind an exception of ours; empty when the store was away. */
    static Optional<Refusal> refusalOf(ObjectStoreException e) {
        return e.getCause() instanceof Refusal refusal ? Optional.of(refusal) : Optional.empty();
    }

    /** Whether an exception of ours is the store's refusal, and one of this kind. */
    static boolean isRefusal(ObjectStoreException e, Predicate<Refusal> kind) {
        return refusalOf(e).filter(kind).isPresent();
    }

    private static Optional<String> codeOf(Throwable cause) {
        if (cause instanceof ErrorResponseException answer) {
            return Optional.ofNullable(answer.errorResponse().code());
        }
        if (cause instanceof ServerException answer) {
            return Optional.of("HTTP " + answer.statusCode());
        }
        if (cause instanceof InvalidResponseException answer) {
            Matcher status = STATUS.matcher(answer.getMessage());
            return status.find() ? Optional.of("HTTP " + status.group(1)) : Optional.empty();
        }
        return Optional.empty();
    }

    private static Throwable unwrapped(Throwable thrown) {
        boolean wrapper = thrown instanceof ExecutionException
                || thrown instanceof CompletionException
                || thrown instanceof MinioException && thrown.getCause() instanceof IOException;
        return wrapper && thrown.getCause() != null ? unwrapped(thrown.getCause()) : thrown;
    }
}
