package dk.slettefrist.source;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * Whom a certificate names: the whole distinguished name, part by part in its order (RFC 4514). It must be the same to the letter: rules by which
 * different letters mean the same name (RFC 4518) leave room for somebody who looks like the PBX. Whether a text is a UTF8String or a
 * PrintableString in the certificate makes no difference; in another encoding it is nobody's name, for the platform would read its bytes as UTF-8.
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

    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTF8_STRING = 0x0C;
    private static final int PRINTABLE_STRING = 0x13;

    /** ASCII, in addresses of mail. */
    private static final int IA5_STRING = 0x16;

    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;

    /** Empty when a part of the name is in an encoding that could be read as another name. */
    static Optional<CertificateSubject> of(X500Principal subject) {
        return isReadAsWritten(ByteBuffer.wrap(subject.getEncoded())) ? Optional.of(named(subject)) : Optional.empty();
    }

    private static CertificateSubject named(X500Principal subject) {
        return new CertificateSubject(subject.getName(X500Principal.RFC2253, BY_IDENTIFIER));
    }

    /** Sets of pairs of an identifier and a value, in DER (X.690) that the platform has read. */
    private static boolean isReadAsWritten(ByteBuffer der) {
        while (der.hasRemaining()) {
            int tag = der.get() & 0xFF;
            ByteBuffer content = content(der);
            boolean read =
                    switch (tag) {
                        case SEQUENCE, SET -> isReadAsWritten(content);
                        case OBJECT_IDENTIFIER, UTF8_STRING, PRINTABLE_STRING, IA5_STRING -> true;
                        default -> false;
                    };
            if (!read) {
                return false;
            }
        }
        return true;
    }

    private static ByteBuffer content(ByteBuffer der) {
        int length = der.get() & 0xFF;
        if (length > 0x7F) {
            int bytes = length & 0x7F;
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = length << 8 | der.get() & 0xFF;
            }
        }
        ByteBuffer content = der.slice(der.position(), length);
        der.position(der.position() + length);
        return content;
    }

    /** @throws IllegalArgumentException when the text is no distinguished name, or an empty one */
    static CertificateSubject parse(String text) {
        try {
            CertificateSubject subject = named(new X500Principal(text, BY_NAME));
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
