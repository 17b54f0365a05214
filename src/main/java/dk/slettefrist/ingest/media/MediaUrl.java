package dk.slettefrist.ingest.media;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dk.slettefrist.ingest.media.MediaException.Kind;
import dk.slettefrist.source.Source;

/**
 * A URL that may be asked, checked before anything is looked up. Stricter than RFC 3986, so that no two readers of it can disagree: ASCII only, no
 * user information, no backslash, and the host a plain name (RFC 1123) or an IPv4 address of four decimal numbers.
 *
 * @param host in lower case
 * @param text without the fragment
 */
record MediaUrl(String scheme, String host, int port, String text) {

    private static final int LONGEST = 8192;
    private static final int LONGEST_HOST = 253;
    private static final Pattern FORM = Pattern.compile(
            "(?<scheme>https?)://(?<host>[a-z0-9.-]{1,253})(?::(?<port>[1-9][0-9]{0,4}))?(?<rest>[/?][!-~&&[^\\\\#]]*)?(?:#[!-~&&[^\\\\]]*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern ADDRESS = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int HIGHEST_PORT = 65_535;

    /** @throws MediaException when it is none, or the source does not allow it */
    static MediaUrl check(String text, Source source) {
        Matcher parts = FORM.matcher(text);
        if (text.length() > LONGEST || !parts.matches()) {
            throw new MediaException(Kind.URL_REFUSED);
        }
        String scheme = parts.group("scheme").toLowerCase(Locale.ROOT);
        String host = parts.group("host").toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? HTTPS : HTTP;
        int port = parts.group("port") == null ? usual : Integer.parseInt(parts.group("port"));
        if (!isHost(host)
                || port > HIGHEST_PORT
                || usual == HTTP && !source.media().plainHttp()) {
            throw new MediaException(Kind.URL_REFUSED);
        }
        if (source.media().hosts().stream().noneMatch(allowed -> allowed.allows(host, port, usual))) {
            throw new MediaException(Kind.HOST_NOT_ALLOWED);
        }
        String rest = parts.group("rest") == null ? "/" : parts.group("rest");
        return new MediaUrl(scheme, host, port, scheme + "://" + host + ":" + port + rest);
    }

    /** Whether a secret meant for one may be told to the other. */
    boolean isOfSameOrigin(MediaUrl other) {
        return scheme.equals(other.scheme) && host.equals(other.host) && port == other.port;
    }

    private static boolean isHost(String host) {
        String[] labels = host.split("\\.", -1);
        boolean named = host.length() <= LONGEST_HOST
                && Arrays.stream(labels).allMatch(label -> LABEL.matcher(label).matches());
        boolean numeric = NUMBER.matcher(labels[labels.length - 1]).matches();
        return named && (!numeric || ADDRESS.matcher(host).matches());
    }

    /** Tells nothing: it may hold identifiers. */
    @Override
    public String toString() {
        return "media URL";
    }
}
