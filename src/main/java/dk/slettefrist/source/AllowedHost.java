package dk.slettefrist.source;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host from which recordings may be fetched: {@code api.example.com}, or {@code *.example.com} for every host below it, not itself. Asked on
 * the scheme's own port only, unless it says {@code :8443}, or {@code :*} for any.
 */
public final class AllowedHost {

    private static final Pattern FORM = Pattern.compile("(?<below>\\*\\.)?"
            + "(?<name>[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)"
            + "(?::(?<port>\\*|[1-9][0-9]{0,4}))?");
    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(.*\\.)?[0-9]+");
    private static final int HIGHEST_PORT = 65_535;

    private final String name;
    private final boolean below;
    private final String port;

    private AllowedHost(String name, boolean below, String port) {
        this.name = name;
        this.below = below;
        this.port = port;
    }

    /** @throws IllegalArgumentException when the text is none, or would be every host below a number */
    public static AllowedHost parse(String text) {
        Matcher parts = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (parts.matches()) {
            boolean below = parts.group("below") != null;
            String name = parts.group("name");
            String port = parts.group("port");
            boolean possible = port == null || port.equals("*") || Integer.parseInt(port) <= HIGHEST_PORT;
            if (possible && !(below && ENDS_IN_A_NUMBER.matcher(name).matches())) {
                return new AllowedHost(name, below, port);
            }
        }
        throw new IllegalArgumentException(
                "media.hosts must be host names such as api.example.com, *.example.com or pbx.example.com:8443");
    }

    /**
     * Whether it may be asked.
     *
     * @param host in lower case
     * @param usualPort that of the scheme
     */
    public boolean allows(String host, int asked, int usualPort) {
        boolean named = below ? host.endsWith("." + name) : host.equals(name);
        boolean reached = port == null ? asked == usualPort : port.equals("*") || Integer.parseInt(port) == asked;
        return named && reached;
    }

    /** As it is written in the settings, in lower case. */
    @Override
    public String toString() {
        return (below ? "*." : "") + name + (port == null ? "" : ":" + port);
    }
}
