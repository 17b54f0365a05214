package dk.slettefrist.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** WAV files for tests, no two alike. */
public final class Sound {

    private static final int HEADER = 12;

    private Sound() {}

    /** Two kilobytes or so. */
    public static byte[] wav() {
        return wav(2000);
    }

    /** Of that many bytes. */
    public static byte[] wav(int size) {
        byte[] noise = new byte[size - HEADER];
        ThreadLocalRandom.current().nextBytes(noise);
        return ByteBuffer.allocate(size)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(size - 8)
                .put("WAVE".getBytes(StandardCharsets.US_ASCII))
                .put(noise)
                .array();
    }

    /** What the interface calls {@code sha256}. */
    public static String sha256(byte[] audio) {
        return HexFormat.of().formatHex(digest(audio));
    }

    static byte[] digest(byte[] audio) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(audio);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
