package dk.slettefrist.ingest.media;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

import okhttp3.Response;

import dk.slettefrist.ingest.media.MediaException.Kind;

/** A recording on its way from a PBX. */
final class Media implements AutoCloseable {

    private static final int OK = 200;
    private static final String AS_IT_IS = "identity";

    private final Response response;
    private final Runnable atEnd;

    private Media(Response response, Runnable atEnd) {
        this.response = response;
        this.atEnd = atEnd;
    }

    /**
     * @param maxSize most bytes that it may announce
     * @param atEnd called when it is closed or refused
     * @throws MediaException when the answer is no recording
     */
    static Media of(Response response, long maxSize, Runnable atEnd) {
        Media media = new Media(response, atEnd);
        media.refusal(maxSize).ifPresent(kind -> {
            media.close();
            throw new MediaException(kind);
        });
        return media;
    }

    private Optional<Kind> refusal(long maxSize) {
        if (response.code() != OK) {
            return Optional.of(Kind.of(response.code()));
        }
        if (!response.header("Content-Encoding", AS_IT_IS).equalsIgnoreCase(AS_IT_IS)) {
            return Optional.of(Kind.ENCODED);
        }
        if (response.body().contentLength() > maxSize) {
            return Optional.of(Kind.TOO_LARGE);
        }
        try {
            return response.body().source().exhausted() ? Optional.of(Kind.NOT_THERE) : Optional.empty();
        } catch (IOException e) {
            return Optional.of(Kind.of(e));
        }
    }

    /** Its bytes as they are. Breaks off when they are fewer than announced, or the time of the attempt is over. */
    InputStream stream() {
        return response.body().byteStream();
    }

    /** Hangs up. */
    @Override
    public void close() {
        response.close();
        atEnd.run();
    }
}
