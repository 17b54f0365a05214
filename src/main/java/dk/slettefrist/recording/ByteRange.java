package dk.slettefrist.recording;

import java.math.BigInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One part of the audio, answered with 206.
 *
 * @param offset first byte, 0 or more
 * @param length number of bytes, 1 or more
 */
record ByteRange(long offset, long length) implements RequestedRange {

    /** One range-spec; a list may have empty elements (RFC 9110, 5.6.1.2), and the unit's case does not matter (14.1). */
    private static final Pattern ONE_RANGE =
            Pattern.compile("(?i:bytes)=[ \\t,]*+(?:(?<first>\\d++)-(?<last>\\d*+)|-(?<suffix>\\d++))[ \\t,]*+");

    /** @throws IllegalArgumentException when the offset is negative or the length is not positive */
    ByteRange {
        if (offset < 0 || length < 1) {
            throw new IllegalArgumentException("not a byte range: offset " + offset + ", length " + length);
        }
    }

    /**
     * Reads a {@code Range} header. Several ranges, another unit and anything malformed are ignored, as RFC 9110, section 14.2 allows.
     *
     * @param header the header's value; null when there was none
     * @param size the size of the audio in bytes, 0 or more
     */
    static RequestedRange parse(String header, long size) {
        var matcher = ONE_RANGE.matcher(header == null ? "" : header.strip());
        if (!matcher.matches()) {
            return new Whole();
        }
        return matcher.group("suffix") == null
                ? fromFirst(matcher.toMatchResult(), size)
                : suffix(number(matcher.group("suffix")), size);
    }

    /** The byte after the last one. */
    long end() {
        return offset + length;
    }

    private static RequestedRange fromFirst(MatchResult spec, long size) {
        var first = number(spec.group(1));
        boolean open = spec.group(2).isEmpty();
        if (!open && number(spec.group(2)).compareTo(first) < 0) {
            return new Whole();
        }
        if (first.compareTo(BigInteger.valueOf(size)) >= 0) {
            return new Unsatisfiable();
        }
        long offset = first.longValueExact();
        return new ByteRange(offset, open ? size - offset : atMost(size - 1, number(spec.group(2))) - offset + 1);
    }

    /** The last bytes. A suffix of an empty representation is satisfiable and empty, which only a 200 can say. */
    private static RequestedRange suffix(BigInteger length, long size) {
        if (length.signum() == 0) {
            return new Unsatisfiable();
        }
        long available = atMost(size, length);
        return available == 0 ? new Whole() : new ByteRange(size - available, available);
    }

    private static BigInteger number(String digits) {
        return new BigInteger(digits);
    }

    private static long atMost(long limit, BigInteger number) {
        return number.min(BigInteger.valueOf(limit)).longValueExact();
    }
}
