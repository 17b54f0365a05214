package dk.slettefrist.storage.minio;

import java.io.InputStream;

import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;

import dk.slettefrist.storage.ObjectKey;

/** Opens a range of an object. */
final class Reading {

    private final Bucket bucket;

    Reading(Bucket bucket) {
        this.bucket = bucket;
    }

    InputStream get(ObjectKey key, long offset, long length) {
        if (offset < 0 || length < 1) {
            throw new IllegalArgumentException("offset must be 0 or more, length 1 or more");
        }
        GetObjectResponse answer = bucket.call(Operation.GET_OBJECT, () -> bucket.client()
                .getObject(bucket.here(GetObjectArgs.builder()
                        .object(key.value())
                        .offset(offset)
                        .length(length))));
        String range = answer.headers().get("Content-Range");
        if (range == null || !range.startsWith("bytes " + offset + "-")) {
            Streams.closeQuietly(answer);
            throw Failures.of(new Refusal(Operation.GET_OBJECT, "another range than was asked for"));
        }
        return answer;
    }
}
