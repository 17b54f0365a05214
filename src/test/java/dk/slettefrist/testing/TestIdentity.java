package dk.slettefrist.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Somebody with a certificate, and the key to it. */
public record TestIdentity(PrivateKey key, X509Certificate certificate) {

    /** Of the files in which it is saved. */
    public static final String PASSWORD = "only-for-this-test";

    /** As nginx, OpenSSL and others read it. */
    public String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** As nginx, OpenSSL and others read it. */
    public static String pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Replaces a file (PKCS #12) at once. */
    void save(Path file) {
        Path fresh = file.resolveSibling("fresh.p12");
        try (OutputStream out = Files.newOutputStream(fresh)) {
            store().store(out, PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A TLS connection to a server on this machine, whose first request comes with the end of the handshake.
     *
     * @param identity who connects; null is nobody
     * @param trusted whose certificates the server may have
     * @param from that address of this machine
     */
    public static SSLSocket connect(TestIdentity identity, TestAuthority trusted, String from, int port) {
        try {
            HeldBackSocket plain =
                    new HeldBackSocket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(from));
            SSLSocket secure = (SSLSocket)
                    context(identity, trusted).getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
            secure.startHandshake();
            plain.letGo();
            return secure;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext context(TestIdentity identity, TestAuthority trusted)
            throws GeneralSecurityException, IOException {
        KeyStore authorities = empty();
        authorities.setCertificateEntry("authority", trusted.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(identity == null ? null : identity.managers(), trust.getTrustManagers(), null);
        return context;
    }

    private KeyManager[] managers() {
        return new KeyManager[] {new Insistent(this)};
    }

    private KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore own = empty();
        own.setKeyEntry("own", key, PASSWORD.toCharArray(), new Certificate[] {certificate});
        return own;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static String pem(String what, byte[] bytes) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
    }
}
