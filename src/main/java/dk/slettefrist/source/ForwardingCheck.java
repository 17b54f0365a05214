package dk.slettefrist.source;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What must be true of the settings by which proxies tell of certificates. Every failure is an {@link IllegalArgumentException}. */
final class ForwardingCheck {

    /** A field name (RFC 9110, section 5.1), without an underscore, which servers take for a dash or drop. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^`|~-]+");

    private static final Pattern EVERYBODY = Pattern.compile(".*/0+");

    private ForwardingCheck() {}

    static String header(String name) {
        SourceCheck.require(
                NAME.matcher(name).matches(),
                "client-certificate-header must be the name of a header field, such as Client-Cert, without underscore");
        return name;
    }

    /** @param header empty when nobody tells of certificates */
    static List<Network> proxies(Optional<String> header, List<String> told) {
        SourceCheck.require(
                header.isPresent() || told.isEmpty(),
                "client-certificate-proxies needs client-certificate-header: the field in which they tell the certificate");
        SourceCheck.require(
                header.isEmpty() || !told.isEmpty(),
                "client-certificate-header needs client-certificate-proxies: without it everybody could say that he is the PBX");
        SourceCheck.require(
                told.stream().noneMatch(text -> EVERYBODY.matcher(text).matches()),
                "client-certificate-proxies must not be everybody: he could say that he is the PBX");
        return told.stream().map(ForwardingCheck::network).toList();
    }

    private static Network network(String text) {
        try {
            return Network.parse(text.contains("/") ? text : text + (text.contains(":") ? "/128" : "/32"));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "client-certificate-proxies must be addresses or networks such as 10.1.0.5 or fd00::/64, not '"
                            + text + "'",
                    e);
        }
    }
}
