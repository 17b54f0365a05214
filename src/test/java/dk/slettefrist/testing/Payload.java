package dk.slettefrist.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Messages of PBXs, as their documentation shows them, under {@code src/test/resources/pbx}. */
public final class Payload {

    private Payload() {}

    /** @param file such as {@code twilio/call-ringing.form} */
    public static String of(String file) {
        try (InputStream stream = Payload.class.getResourceAsStream("/pbx/" + file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
