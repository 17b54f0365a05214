package dk.slettefrist.source;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3). */
public final class Network {

    /** Only literal addresses: nothing here may be looked up. */
    private static final Pattern FORM = Pattern.compile("([0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)/(\\d{1,3})");

    private final byte[] address;
    private final int bits;

    private Network(byte[] address, int bits) {
        this.address = address;
        this.bits = bits;
    }

    /** @throws IllegalArgumentException when the text is not an address, a slash and a number of bits */
    public static Network parse(String text) {
        Matcher parts = FORM.matcher(text);
        try {
            if (parts.matches()) {
                byte[] address = InetAddress.getByName(parts.group(1)).getAddress();
                int bits = Integer.parseInt(parts.group(2));
                if (bits <= address.length * 8) {
                    return new Network(address, bits);
                }
            }
        } catch (UnknownHostException e) {
            // told below
        }
        throw new IllegalArgumentException(
                "media.private-networks must be networks such as 10.1.0.0/16 or fd00::/8, not '" + text + "'");
    }

    /** Whether the address lies in this network; one of the other family never does. */
    public boolean contains(InetAddress candidate) {
        byte[] other = candidate.getAddress();
        if (other.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((other[bit / 8] & mask) != (address[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
