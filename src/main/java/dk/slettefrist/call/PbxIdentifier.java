package dk.slettefrist.call;

import java.util.regex.Pattern;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.Fingerprint;

/** Makes an identifier of the interface out of that of a PBX, the same one each time. */
public final class PbxIdentifier {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:@+-]{1,128}");

    private PbxIdentifier() {}

    /**
     * The identifier unchanged when it has the form of the interface (see {@link Identifier}); one of another form, such
     * as a SIP Call-ID with unusual characters, becomes {@code sha256:} and the 64 hexadecimal digits of its digest.
     *
     * @throws DomainException.InvalidRequest when it is null or blank
     */
    public static String of(String name, String told) {
        if (told == null || told.isBlank()) {
            throw new DomainException.InvalidRequest(name + " is missing.");
        }
        return FORM.matcher(told).matches() ? told : "sha256:" + Fingerprint.hex(Fingerprint.of(told));
    }
}
