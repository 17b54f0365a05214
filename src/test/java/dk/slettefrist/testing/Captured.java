package dk.slettefrist.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** An HTTP request that a real PBX sent, byte for byte, from the test's resources. */
public final class Captured {

    private static final String END_OF_HEAD = "\r\n\r\n";

    private final String request;

    private Captured(String request) {
        this.request = request;
    }

    /** @param path below {@code /pbx} */
    public static Captured of(String path) {
        try (InputStream in = Captured.class.getResourceAsStream("/pbx/" + path)) {
            return new Captured(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With another text of the same length. */
    public Captured with(String text, String other) {
        return new Captured(request.replace(text, other));
    }

    /** With another value of a header that has a time in seconds since 1970. */
    public Captured at(String header, Instant time) {
        String seconds = String.format(Locale.ROOT, "%d.%06d", time.getEpochSecond(), time.getNano() / 1000);
        return new Captured(request.replaceFirst(header + ": [0-9.]+", header + ": " + seconds));
    }

    /** Its headers, by their names in lower case. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        head().lines().skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        });
        return headers;
    }

    /** Every byte of it. */
    public byte[] bytes() {
        return request.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The head, and no more than so many bytes of the body. */
    public byte[] bytes(int ofBody) {
        return Arrays.copyOf(bytes(), head().length() + END_OF_HEAD.length() + ofBody);
    }

    private String head() {
        return request.substring(0, request.indexOf(END_OF_HEAD));
    }
}
