package dk.slettefrist.source;

import java.net.InetAddress;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import jakarta.enterprise.context.ApplicationScoped;

import io.netty.util.NetUtil;
import io.vertx.ext.web.RoutingContext;

import dk.slettefrist.platform.ClientAddress;
import dk.slettefrist.platform.StartupRefusedException;

/**
 * The certificate with which a client proved itself. Of a proxy's connection it is the one that the proxy tells, if any, and never the proxy's own; of all
 * others the one of the connection, which the trust store verified, and never a told one. Its dates are looked at for each request: the platform does not where
 * the certificate itself stands in the trust store, or a TLS session goes on in another connection.
 */
@ApplicationScoped
public class ClientCertificates {

    private static final String CERTIFICATE = ClientCertificates.class.getName();

    private final Optional<String> header;
    private final List<Network> proxies;

    ClientCertificates(ClientCertificateSettings settings) {
        try {
            this.header = settings.clientCertificateHeader().map(ForwardingCheck::header);
            this.proxies = ForwardingCheck.proxies(
                    header, settings.clientCertificateProxies().orElse(List.of()));
        } catch (IllegalArgumentException e) {
            throw new StartupRefusedException("slettefrist.web." + e.getMessage(), e);
        }
    }

    /** Whether proxies tell of certificates. */
    boolean areTold() {
        return header.isPresent();
    }

    /**
     * Looks at what a request has, before anybody asks for it.
     *
     * @throws IllegalArgumentException when a proxy tells of a certificate in a way that cannot be read, or twice
     */
    public void look(RoutingContext request) {
        (comesFromAProxy(request) ? told(request) : ofConnection(request))
                .ifPresent(certificate -> request.put(CERTIFICATE, certificate));
    }

    /** Whom it names; empty when there is none, its time is over or still to come, or its name could be read as another. */
    static Optional<CertificateSubject> subject(RoutingContext request) {
        return shown(request)
                .filter(ClientCertificates::isOfToday)
                .map(X509Certificate::getSubjectX500Principal)
                .flatMap(CertificateSubject::of);
    }

    /** Whether there is one, of a source or of somebody else. */
    public static boolean isShown(RoutingContext request) {
        return shown(request).isPresent();
    }

    private static Optional<X509Certificate> shown(RoutingContext request) {
        return Optional.ofNullable(request.get(CERTIFICATE));
    }

    /** By this machine's clock, as TLS itself. */
    private static boolean isOfToday(X509Certificate certificate) {
        try {
            certificate.checkValidity();
            return true;
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            return false;
        }
    }

    private boolean comesFromAProxy(RoutingContext request) {
        return !proxies.isEmpty()
                && ClientAddress.ofConnection(request.request())
                        .map(NetUtil::createInetAddressFromIpAddressString)
                        .filter(this::isProxy)
                        .isPresent();
    }

    private boolean isProxy(InetAddress address) {
        return proxies.stream().anyMatch(network -> network.contains(address));
    }

    private Optional<X509Certificate> told(RoutingContext request) {
        List<String> fields = request.request().headers().getAll(header.orElseThrow());
        if (fields.size() > 1) {
            throw new IllegalArgumentException("the proxy adds its field to one that the client sent");
        }
        return fields.stream().filter(field -> !field.isBlank()).findFirst().map(ForwardedCertificate::parse);
    }

    private static Optional<X509Certificate> ofConnection(RoutingContext request) {
        SSLSession session = request.request().connection().sslSession();
        if (session == null) {
            return Optional.empty();
        }
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain[0] instanceof X509Certificate own ? Optional.of(own) : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }
}
