package dk.slettefrist.call;

import java.util.regex.Pattern;

import dk.slettefrist.platform.DomainException;

/** The form of the PBX's own identifiers of calls and recordings: 1 to 128 characters of {@code A-Za-z0-9._:@+-}. */
public final class Identifier {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:@+-]{1,128}");

    private Identifier() {}

    /**
     * Checks an identifier. The message never repeats the value: it may hold a telephone number.
     *
     * @param name the parameter's name, for the message
     * @param value what the PBX sent; null when it sent nothing
     * @return the value, unchanged
     * @throws DomainException.InvalidRequest when the value is missing or has another form
     */
    public static String require(String name, String value) {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new DomainException.InvalidRequest(name + " must be 1 to 128 characters of A-Z a-z 0-9 . _ : @ + -");
        }
        return value;
    }
}
