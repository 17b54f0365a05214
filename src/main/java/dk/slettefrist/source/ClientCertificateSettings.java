package dk.slettefrist.source;

import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** How proxies tell of the certificates of PBXs that they verified. Either setting needs the other. */
@ConfigMapping(prefix = "slettefrist.web")
public interface ClientCertificateSettings {

    /** The header field in which proxies tell the client's certificate. Absent: no proxy tells of any. */
    Optional<String> clientCertificateHeader();

    /** The addresses, or networks in CIDR notation, of the proxies whose word on that counts. */
    Optional<List<String>> clientCertificateProxies();
}
