package dk.slettefrist.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Signs certificates (RFC 5280) for servers at 127.0.0.1 and for their clients. */
public final class TestAuthority {

    private static final String FILE = "authority.p12";
    private static final char[] PASSWORD = "only-for-this-test".toCharArray();
    private static final AlgorithmIdentifier ALGORITHM = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    private final PrivateKey key;
    private final X509Certificate certificate;

    private TestAuthority(PrivateKey key, X509Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    public static TestAuthority create(String name) {
        try {
            KeyPair keys = keys();
            X509Certificate own = sign(
                    name,
                    keys.getPrivate(),
                    name,
                    keys.getPublic(),
                    Instant.now().plus(Duration.ofDays(2)),
                    true);
            return new TestAuthority(keys.getPrivate(), own);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The one that was saved in a folder. */
    public static TestAuthority load(Path folder) {
        try (InputStream in = Files.newInputStream(folder.resolve(FILE))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            return new TestAuthority(
                    (PrivateKey) store.getKey("own", PASSWORD), (X509Certificate) store.getCertificate("own"));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public void save(Path folder) {
        try (OutputStream out = Files.newOutputStream(folder.resolve(FILE))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("own", key, PASSWORD, new Certificate[] {certificate});
            store.store(out, PASSWORD);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** Whom a certificate of today names. */
    public TestIdentity issue(String subject) {
        return issue(subject, Instant.now().plus(Duration.ofDays(1)));
    }

    /** The same, with its last day in the past or the future. */
    public TestIdentity issue(String subject, Instant until) {
        try {
            KeyPair keys = keys();
            String issuer = certificate.getSubjectX500Principal().getName();
            return new TestIdentity(keys.getPrivate(), sign(issuer, key, subject, keys.getPublic(), until, false));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X509Certificate sign(
            String issuer, PrivateKey key, String subject, PublicKey own, Instant until, boolean authority)
            throws GeneralSecurityException, IOException {
        V3TBSCertificateGenerator content = new V3TBSCertificateGenerator();
        content.setSerialNumber(new ASN1Integer(new BigInteger(64, new SecureRandom())));
        content.setSignature(ALGORITHM);
        content.setIssuer(name(issuer));
        content.setSubject(name(subject));
        content.setStartDate(new Time(Date.from(until.minus(Duration.ofDays(3)))));
        content.setEndDate(new Time(Date.from(until)));
        content.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(own.getEncoded()));
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        extensions.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
        content.setExtensions(extensions.generate());
        TBSCertificate unsigned = content.generateTBSCertificate();
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(unsigned.getEncoded());
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(unsigned);
        parts.add(ALGORITHM);
        parts.add(new DERBitString(signature.sign()));
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(new DERSequence(parts).getEncoded()));
    }

    private static X500Name name(String text) {
        return X500Name.getInstance(new X500Principal(text).getEncoded());
    }
}
