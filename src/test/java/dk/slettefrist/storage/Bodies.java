package dk.slettefrist.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Random;
import java.util.function.Supplier;

/** Bodies to upload. */
public final class Bodies {

    private Bodies() {}

    /** The same bytes for the same length. */
    public static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    public static InputStream of(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    /** As many bytes, then a failure: an {@link IOException} or something unchecked. */
    public static InputStream failingAfter(int length, Supplier<? extends Exception> failure) {
        return new SequenceInputStream(of(bytes(length)), new InputStream() {
            @Override
            public int read() throws IOException {
                Exception thrown = failure.get();
                if (thrown instanceof IOException io) {
                    throw io;
                }
                throw (RuntimeException) thrown;
            }

            @Override
            public int read(byte[] buffer, int offset, int count) throws IOException {
                return read();
            }
        });
    }
}
