package dk.slettefrist.storage.minio;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** A stream that is asked for when its first byte is wanted, because perhaps none is. */
final class LateStream extends InputStream {

    private final Supplier<? extends InputStream> request;
    private InputStream answer;

    LateStream(Supplier<? extends InputStream> request) {
        this.request = request;
    }

    @Override
    public int read() throws IOException {
        return answer().read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return answer().read(buffer, offset, length);
    }

    @Override
    public void close() throws IOException {
        if (answer != null) {
            answer.close();
        }
    }

    private InputStream answer() {
        if (answer == null) {
            answer = request.get();
        }
        return answer;
    }
}
