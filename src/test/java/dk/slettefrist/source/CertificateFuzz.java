package dk.slettefrist.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dk.slettefrist.testing.Parsing;

/** Whatever the settings name as the subject of a certificate, or a proxy tells as one. */
class CertificateFuzz {

    @FuzzTest
    void subject(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        Parsing.unless(IllegalArgumentException.class, () -> CertificateSubject.parse(text))
                .ifPresent(subject -> {
                    assertThat(subject.name()).isNotEmpty();
                    assertThat(CertificateSubject.parse(text)).isEqualTo(subject);
                });
    }

    @FuzzTest
    void forwarded(byte[] input) throws CertificateEncodingException {
        String field = new String(input, StandardCharsets.ISO_8859_1);
        X509Certificate certificate = Parsing.unless(
                        IllegalArgumentException.class, () -> ForwardedCertificate.parse(field))
                .orElse(null);
        if (certificate != null) {
            CertificateSubject.of(certificate.getSubjectX500Principal());
            String again = ":" + Base64.getEncoder().encodeToString(certificate.getEncoded()) + ":";
            assertThat(ForwardedCertificate.parse(again)).isEqualTo(certificate);
        }
    }
}
