package dk.slettefrist.source;

import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client's certificate in a header field: base64 between colons, as in {@code Client-Cert} (RFC 9440), or PEM with percent signs, as nginx has it in
 * {@code $ssl_client_escaped_cert}. The subject alone is no form: how it would be escaped is each proxy's own.
 */
final class ForwardedCertificate {

    private static final Pattern BASE64 = Pattern.compile(":([A-Za-z0-9+/]+={0,2}):");
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----\\s*");

    private ForwardedCertificate() {}

    /** @throws IllegalArgumentException when it is neither form, or no certificate */
    static X509Certificate parse(String field) {
        Matcher base64 = BASE64.matcher(field.strip());
        byte[] der = base64.matches() ? Base64.getDecoder().decode(base64.group(1)) : unescaped(field);
        try {
            ByteArrayInputStream bytes = new ByteArrayInputStream(der);
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
            if (bytes.available() == 0) {
                return certificate;
            }
        } catch (CertificateException e) {
            // told below, without what it was
        }
        throw new IllegalArgumentException("no certificate");
    }

    /** A plus is base64's own: nginx escapes it, others may not. */
    private static byte[] unescaped(String field) {
        Matcher pem = PEM.matcher(URLDecoder.decode(field.replace("+", "%2B"), StandardCharsets.US_ASCII));
        if (!pem.matches()) {
            throw new IllegalArgumentException("no certificate");
        }
        return Base64.getMimeDecoder().decode(pem.group(1));
    }
}
