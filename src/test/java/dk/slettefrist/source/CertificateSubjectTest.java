package dk.slettefrist.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERGeneralString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.DERUniversalString;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateSubjectTest {

    private static final String COMMON_NAME = "2.5.4.3";

    static Stream<Arguments> encodings() {
        return Stream.of(
                Arguments.of(COMMON_NAME, new DERPrintableString("pbx"), "CN=pbx"),
                Arguments.of(COMMON_NAME, new DERUTF8String("pbx"), "CN=pbx"),
                Arguments.of(COMMON_NAME, new DERUTF8String("Sønderby, nr. 1"), "CN=Sønderby\\, nr. 1"),
                Arguments.of(COMMON_NAME, new DERUTF8String("Sønderby"), "CN=S\\C3\\B8nderby"),
                Arguments.of(COMMON_NAME, new DERUTF8String("#0c03706278"), "CN=\\#0c03706278"),
                Arguments.of(COMMON_NAME, new DERUTF8String(" pbx "), "CN=\\ pbx\\ "),
                Arguments.of("2.5.4.97", new DERUTF8String("NTRDK-12345678"), "organizationIdentifier=NTRDK-12345678"),
                Arguments.of("2.5.4.97", new DERPrintableString("NTRDK-12345678"), "2.5.4.97=NTRDK-12345678"),
                Arguments.of("2.5.4.5", new DERUTF8String("UI:DK-O:G:1"), "serialNumber=UI:DK-O:G:1"),
                Arguments.of("1.2.840.113549.1.9.1", new DERIA5String("a@example.dk"), "emailAddress=a@example.dk"),
                Arguments.of("1.2.3.4", new DERUTF8String("pbx"), "1.2.3.4=#0c03706278"));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void shouldKnowANameHoweverACertificateEncodesIt(String type, ASN1Encodable value, String text) throws IOException {
        assertThat(CertificateSubject.parse(text))
                .isEqualTo(subject(type, value).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PBX",
                "pbx ",
                " pbx",
                "pbx\n",
                "\npbx",
                "pbx\u0000",
                "pbx\u0000.example",
                "ｐbx",
                "pbх",
                "pbx,O=x",
                "#0c03706278"
            })
    void shouldKnowNoNameThatIsOnlyLikeIt(String commonName) throws IOException {
        assertThat(subject(COMMON_NAME, new DERUTF8String(commonName)))
                .isPresent()
                .isNotEqualTo(Optional.of(CertificateSubject.parse("CN=pbx")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CN=pbx,O=x        | cn = pbx , o = x         | true",
                "CN=pbx,O=x        | OID.2.5.4.3=pbx,2.5.4.10=x | true",
                "CN=pbx,O=x        | O=x,CN=pbx               | false",
                "CN=pbx,O=x        | CN=pbx                   | false",
                "CN=pbx,O=x        | CN=pbx+O=x               | false",
                "CN=pbx,O=x        | CN=pbx,O=x,C=DK          | false",
                "CN=pbx,O=x        | 'CN=pbx\\,O\\=x'         | false",
                "CN=pbx,OU=a,OU=b  | CN=pbx,OU=b,OU=a         | false",
            })
    void shouldCompareTheWholeNamePartByPart(String one, String other, boolean same) {
        assertThat(CertificateSubject.parse(one).equals(CertificateSubject.parse(other)))
                .isEqualTo(same);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pbx", "/C=DK/CN=pbx", "CN", "XN=pbx", "CN=pbx,", "", " "})
    void shouldRefuseWhatIsNoName(String text) {
        assertThatThrownBy(() -> CertificateSubject.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("certificate-subject must be a distinguished name like CN=")
                .hasMessageContaining("openssl x509")
                .hasNoCause();
    }

    @Test
    void shouldTakeAStarForAStar() throws IOException {
        assertThat(subject(COMMON_NAME, new DERUTF8String("pbx")))
                .isNotEqualTo(Optional.of(CertificateSubject.parse("CN=\\2A")));
    }

    /** The platform reads the bytes of any text as UTF-8: those of the first are pbx1. */
    @Test
    void shouldTakeTextInOtherEncodingsForNobodysName() throws IOException {
        assertThat(subject(COMMON_NAME, new DERBMPString("\u7062\u7831"))).isEmpty();
        assertThat(subject(COMMON_NAME, new DERUniversalString(new byte[] {'p', 'b', 'x', '1'})))
                .isEmpty();
        assertThat(subject(COMMON_NAME, new DERT61String("pbx1"))).isEmpty();
        assertThat(subject(COMMON_NAME, new DERGeneralString("pbx1"))).isEmpty();
    }

    private static Optional<CertificateSubject> subject(String type, ASN1Encodable value) throws IOException {
        RDN part = new RDN(new AttributeTypeAndValue(new ASN1ObjectIdentifier(type), value));
        return CertificateSubject.of(new X500Principal(new X500Name(new RDN[] {part}).getEncoded()));
    }
}
