package dk.slettefrist.ingest.pbx.freeswitch;

/**
 * Mends the JSON of a CDR that was URL-encoded with {@code encode=true} while {@code encode-values} is on. {@code switch_url_encode} does not
 * encode again what is encoded, so that decoding the form decodes the values too: {@code "caller_id":""Anna" <+4511223344>"}. A quote inside a
 * value is known by what follows it; at a quote before a comma and another quote the value ends.
 */
final class LostQuotes {

    private LostQuotes() {}

    /** The text with quotes, backslashes and control characters inside values escaped. JSON without whitespace between its tokens, as cJSON prints it. */
    static String restored(String json) {
        StringBuilder mended = new StringBuilder(json.length() + 64);
        boolean inside = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"' && (!inside || endsAt(json, i))) {
                inside = !inside;
                mended.append(c);
            } else if (inside && (c == '"' || c == '\\')) {
                mended.append('\\').append(c);
            } else if (inside && c < ' ') {
                mended.append(' ');
            } else {
                mended.append(c);
            }
        }
        return mended.toString();
    }

    private static boolean endsAt(String json, int quote) {
        String next = json.substring(quote + 1, Math.min(json.length(), quote + 3));
        return next.isEmpty()
                || next.startsWith(":")
                || next.startsWith("}")
                || next.startsWith("]")
                || next.equals(",\"")
                || next.equals(",{");
    }
}
