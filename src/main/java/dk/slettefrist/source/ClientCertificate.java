package dk.slettefrist.source;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import io.vertx.ext.web.RoutingContext;

/** The certificate with which a client proved itself when its TLS connection began. */
public final class ClientCertificate {

    private ClientCertificate() {}

    /** Whether there is one, of a source or of somebody else. */
    public static boolean isShown(RoutingContext request) {
        return subject(request).isPresent();
    }

    /** Whom it names; empty when there is none. One that the trust store did not verify never gets here: the connection ended. */
    static Optional<CertificateSubject> subject(RoutingContext request) {
        SSLSession session = request.request().connection().sslSession();
        if (session == null) {
            return Optional.empty();
        }
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain[0] instanceof X509Certificate own
                    ? Optional.of(CertificateSubject.of(own.getSubjectX500Principal()))
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }
}
