package dk.slettefrist.source;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.util.NetUtil;

/** A range of addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3). */
public final class Network {

    private static final Pattern FORM = Pattern.compile("([0-9.]+|[0-9a-fA-F.]*:[0-9a-fA-F:.]*)/(\\d{1,3})");

    private final byte[] address;
    private final int bits;

    private Network(byte[] address, int bits) {
        this.address = address;
        this.bits = bits;
    }

    /** @throws IllegalArgumentException when the text is not an address, a slash and a number of bits */
    public static Network parse(String text) {
        Matcher parts = FORM.matcher(text);
        byte[] address = parts.matches() ? literal(parts.group(1)) : null;
        if (address != null) {
            int bits = Integer.parseInt(parts.group(2));
            if (bits <= address.length * 8) {
                return new Network(address, bits);
            }
        }
        throw new IllegalArgumentException(
                "media.private-networks must be networks such as 10.1.0.0/16 or fd00::/8, not '" + text + "'");
    }

    /** Null when it is none. The platform would look {@code 10.1.2.3.4} up, and take {@code 10.1} for 10.0.0.1. */
    private static byte[] literal(String text) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(text);
        return address == null || isMapped(address) ? null : address;
    }

    /** An IPv4 address within IPv6 is one of IPv4 wherever it is met. */
    private static boolean isMapped(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getAddress().length != address.length;
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
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
