package dk.slettefrist.ingest.pbx;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dk.slettefrist.platform.DomainException;

/** Reads where a recording lies. Whether it may be fetched from there is decided when it is. */
public final class MediaAddress {

    private static final int MOST_CHARACTERS = 4096;
    private static final Pattern FORM = Pattern.compile("(?i)(https?://[!-~&&[^/?#]]+)(.*)", Pattern.DOTALL);
    private static final Pattern NOT_IN_A_PATH = Pattern.compile("[^A-Za-z0-9._~:/?#@!$&'()*+,;=%-]");

    private MediaAddress() {}

    /**
     * An {@code http:} or {@code https:} address. Characters that must not stand in one, such as the ø of a file's name, are
     * percent-encoded (RFC 3987 section 3.1).
     *
     * @param name of the field, for the message
     * @throws DomainException.InvalidRequest when it is none
     */
    public static URI of(String name, String told) {
        Matcher parts = FORM.matcher(told.strip());
        if (parts.matches() && told.length() <= MOST_CHARACTERS) {
            try {
                URI address = new URI(parts.group(1) + encoded(parts.group(2)));
                if (address.getHost() != null) {
                    return address;
                }
            } catch (URISyntaxException e) {
                // told below, without the value
            }
        }
        throw new DomainException.InvalidRequest("The field " + name
                + " must be an address such as https://pbx.example.com/recordings/1.wav, of at most " + MOST_CHARACTERS
                + " characters.");
    }

    private static String encoded(String path) {
        return NOT_IN_A_PATH.matcher(path).replaceAll(character -> {
            StringBuilder encoded = new StringBuilder();
            for (byte one : character.group().getBytes(StandardCharsets.UTF_8)) {
                encoded.append('%').append(String.format("%02X", one));
            }
            return encoded.toString();
        });
    }
}
