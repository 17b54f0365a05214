package dk.slettefrist.source;

import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import org.eclipse.microprofile.config.Config;

import dk.slettefrist.platform.StartupRefusedException;

/** Refuses to start when a source is to prove itself by a certificate, and nobody would check it. */
final class ClientCertificateCheck {

    private static final String NAME = "quarkus.http.tls-configuration-name";

    void check(
            @Observes @Priority(-1000) StartupEvent event,
            Sources sources,
            ClientCertificates certificates,
            TlsConfigurationRegistry tls,
            Config config) {
        if (sources.haveCertificates()) {
            Optional<TlsConfiguration> own =
                    config.getOptionalValue(NAME, String.class).map(tls::get).orElseGet(tls::getDefault);
            require(
                    certificates.areTold()
                            || own.filter(it -> it.getKeyStoreOptions() != null && it.getTrustStoreOptions() != null)
                                    .isPresent(),
                    own.filter(TlsConfiguration::isTrustAll).isPresent());
        }
    }

    /**
     * @param checks whether the service's own TLS has a trust store, or a proxy tells of certificates
     * @param everybody whether it trusts every certificate
     * @throws StartupRefusedException when nobody, or everybody, would be taken for a PBX
     */
    static void require(boolean checks, boolean everybody) {
        if (everybody) {
            throw new StartupRefusedException(
                    "certificate-subject of a source needs an authority: with quarkus.tls.trust-all everybody could say that he is the PBX");
        }
        if (!checks) {
            throw new StartupRefusedException(
                    "certificate-subject of a source needs who checks certificates: TLS of the service itself (quarkus.tls.key-store.*, its own"
                            + " certificate, and quarkus.tls.trust-store.*, the authority of the PBXs' certificates), or a proxy"
                            + " (slettefrist.web.client-certificate-header and .client-certificate-proxies)");
        }
    }
}
