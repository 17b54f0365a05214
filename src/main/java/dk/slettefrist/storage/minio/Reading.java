package dk.slettefrist.storage.minio;

import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;

import dk.slettefrist.storage.ObjectKey;

/** Opens a range of an object. */
final class Reading {

    private final Bucket bucket;
    private final Duration patience;

    /**
     * @param bucket whose client does not bound how long a download takes
     * @param patience for the beginning of the answer
     */
    Reading(Bucket bucket, Duration patience) {
        this.bucket = bucket;
        this.patience = patience;
    }

    InputStream get(ObjectKey key, long offset, long length) {
        if (offset < 0 || length < 1) {
            throw new IllegalArgumentException("offset must be 0 or more, length 1 or more");
        }
        GetObjectArgs arguments = bucket.here(
                GetObjectArgs.builder().object(key.value()).offset(offset).length(length));
        GetObjectResponse answer =
                bucket.call(Operation.GET_OBJECT, () -> begun(bucket.client().getObject(arguments), patience));
        String range = answer.headers().get("Content-Range");
        if (range == null || !range.startsWith("bytes " + offset + "-")) {
            Streams.closeQuietly(answer);
            throw Failures.of(new Refusal(Operation.GET_OBJECT, "another range than was asked for"));
        }
        return answer;
    }

    /** The answer, unless it begins too late: then it is closed. */
    static CompletableFuture<GetObjectResponse> begun(CompletableFuture<GetObjectResponse> answer, Duration patience) {
        CompletableFuture<GetObjectResponse> begun =
                new CompletableFuture<GetObjectResponse>().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        answer.whenComplete((response, thrown) -> {
            if (thrown != null) {
                begun.completeExceptionally(thrown);
            } else if (!begun.complete(response)) {
                Streams.closeQuietly(response);
            }
        });
        return begun;
    }
}
