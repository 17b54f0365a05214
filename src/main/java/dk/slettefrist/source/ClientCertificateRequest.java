package dk.slettefrist.source;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;

/**
 * Asks clients of the service's own TLS for a certificate, where a source may have one. The framework's setting for that ({@code
 * quarkus.http.ssl.client-auth}) is fixed when the artifact is built, and would make a user of everybody who has any certificate.
 */
@ApplicationScoped
class ClientCertificateRequest implements HttpServerOptionsCustomizer {

    private final Sources sources;

    ClientCertificateRequest(Sources sources) {
        this.sources = sources;
    }

    /** Without a trust store the Java platform's would count, which half the world can get a certificate of. */
    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        if (options.getTrustOptions() != null && sources.haveCertificates()) {
            options.setClientAuth(ClientAuth.REQUEST);
        }
    }
}
