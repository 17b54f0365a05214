package dk.slettefrist.ingest.pbx.freeswitch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text as {@code switch_url_encode} (FreeSWITCH, {@code src/switch_utils.c}) leaves it: a plus is a plus, a percent sign that begins nothing stays. */
final class PercentCoded {

    private PercentCoded() {}

    /** In UTF-8, or in ISO 8859-1 when it is none: an old telephone may send a name so. */
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] coded = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream plain = new ByteArrayOutputStream(coded.length);
        for (int i = 0; i < coded.length; i++) {
            int octet = coded[i] == '%' && i + 2 < coded.length ? octet(coded[i + 1], coded[i + 2]) : -1;
            plain.write(octet < 0 ? coded[i] : octet);
            i += octet < 0 ? 0 : 2;
        }
        return text(plain.toByteArray());
    }

    private static int octet(byte high, byte low) {
        int one = Character.digit(high, 16);
        int other = Character.digit(low, 16);
        return one < 0 || other < 0 ? -1 : one * 16 + other;
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
