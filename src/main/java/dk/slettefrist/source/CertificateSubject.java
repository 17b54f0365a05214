package dk.slettefrist.source;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import javax.security.auth.x500.X500Principal;

/**
 * Whom a certificate names: the whole distinguished name, part by part in its order (RFC 4514). It must be the same to the letter: rules by which
 * different letters mean the same name (RFC 4518) leave room for somebody who looks like the PBX. Whether a text is a UTF8String or a
 * PrintableString in the certificate makes no difference.
 *
 * @param name as {@link X500Principal} writes it, most specific part first
 */
public record CertificateSubject(String name) {

    /** Of what X.520 and PKCS #9 define, and the Java platform does not know by name; as OpenSSL writes them. */
    private static final Map<String, String> BY_NAME = Map.ofEntries(
            Map.entry("SN", "2.5.4.4"),
            Map.entry("SERIALNUMBER", "2.5.4.5"),
            Map.entry("TITLE", "2.5.4.12"),
            Map.entry("DESCRIPTION", "2.5.4.13"),
            Map.entry("BUSINESSCATEGORY", "2.5.4.15"),
            Map.entry("POSTALCODE", "2.5.4.17"),
            Map.entry("NAME", "2.5.4.41"),
            Map.entry("GN", "2.5.4.42"),
            Map.entry("INITIALS", "2.5.4.43"),
            Map.entry("DNQUALIFIER", "2.5.4.46"),
            Map.entry("PSEUDONYM", "2.5.4.65"),
            Map.entry("ORGANIZATIONIDENTIFIER", "2.5.4.97"),
            Map.entry("EMAILADDRESS", "1.2.840.113549.1.9.1"));

    private static final Map<String, String> BY_IDENTIFIER = inverted();

    static CertificateSubject of(X500Principal subject) {
        return new CertificateSubject(subject.getName(X500Principal.RFC2253, BY_IDENTIFIER));
    }

    /** @throws IllegalArgumentException when the text is no distinguished name, or an empty one */
    static CertificateSubject parse(String text) {
        try {
            CertificateSubject subject = of(new X500Principal(text, BY_NAME));
            if (!subject.name().isEmpty()) {
                return subject;
            }
        } catch (IllegalArgumentException e) {
            // told below; the platform's text repeats the value
        }
        throw new IllegalArgumentException(
                "certificate-subject must be a distinguished name like CN=pbx1,O=Eksempel Kommune,C=DK, as openssl x509 -noout -subject"
                        + " -nameopt RFC2253 prints it");
    }

    private static Map<String, String> inverted() {
        Map<String, String> inverted = new HashMap<>();
        BY_NAME.forEach((name, identifier) -> inverted.put(identifier, name));
        return Collections.unmodifiableMap(inverted);
    }
}
