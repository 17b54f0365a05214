package dk.slettefrist.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkus.test.junit.QuarkusTestProfile;
import org.eclipse.microprofile.config.ConfigProvider;

/** A service with TLS of its own, whose sources have certificates: {@link #DOOR} nothing else, {@link #GATE} a secret, too. */
public final class Certified implements QuarkusTestProfile {

    public static final String DOOR = "door";
    public static final String GATE = "gate";
    public static final String ENGINE = "engine";

    /** The address of the proxy that tells of certificates. */
    public static final String PROXY = "127.0.0.5";

    /** The address of another one, whose word on addresses counts, and not on certificates. */
    public static final String OTHER_PROXY = "127.0.0.6";

    /** The field in which it does. */
    public static final String HEADER = "Client-Cert";

    /** Requests of an address that can be saved up. */
    public static final int REQUESTS = 200;

    private static final String FOLDER = "test.certificates";
    private static final String OWN = "service.p12";
    private static final String TRUSTED = "authorities.pem";

    /** Whom the certificate of a source names. */
    public static String subject(String source) {
        return "CN=" + source + ",O=Eksempel Kommune,C=DK";
    }

    /** The authority that the service trusts, and that signed its own certificate. */
    public static TestAuthority authority() {
        return TestAuthority.load(folder());
    }

    /** Replaces the service's own certificate. */
    public static void present(TestIdentity server) {
        server.save(folder().resolve(OWN));
    }

    /** Replaces the authorities whose certificates count. */
    public static void trust(TestAuthority... authorities) {
        trust(folder(), authorities);
    }

    private static Path folder() {
        return ConfigProvider.getConfig().getValue(FOLDER, Path.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "certificates");
            TestAuthority authority = TestAuthority.create("CN=Authority");
            authority.save(folder);
            authority.issue("CN=service").save(folder.resolve(OWN));
            trust(folder, authority);
            Map<String, String> settings = new HashMap<>();
            settings.put(FOLDER, folder.toString());
            settings.put("quarkus.http.test-ssl-port", "0");
            settings.put("quarkus.tls.key-store.p12.path", folder.resolve(OWN).toString());
            settings.put("quarkus.tls.key-store.p12.password", TestIdentity.PASSWORD);
            settings.put(
                    "quarkus.tls.trust-store.pem.certs", folder.resolve(TRUSTED).toString());
            source(settings, DOOR, "generic");
            source(settings, GATE, "generic");
            source(settings, ENGINE, "rtpengine");
            settings.put("slettefrist.sources." + GATE + ".secrets", TestSources.hash(TestSources.secret(GATE)));
            settings.put("slettefrist.web.client-certificate-header", HEADER);
            settings.put("slettefrist.web.client-certificate-proxies", PROXY + ",127.0.0.8/31,fd00::/64");
            settings.put("quarkus.http.proxy.proxy-address-forwarding", "true");
            settings.put("quarkus.http.proxy.trusted-proxies", OTHER_PROXY);
            settings.put("slettefrist.web.limits.address-requests", Integer.toString(REQUESTS / 10));
            // With the handshake before it, on a machine that may stand still for a moment.
            settings.put("slettefrist.web.head-timeout", "PT3S");
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void source(Map<String, String> settings, String name, String kind) {
        settings.put("slettefrist.sources." + name + ".kind", kind);
        settings.put("slettefrist.sources." + name + ".certificate-subject", subject(name));
    }

    private static void trust(Path folder, TestAuthority... authorities) {
        try {
            String all = Stream.of(authorities)
                    .map(authority -> TestIdentity.pem(authority.certificate()))
                    .collect(Collectors.joining());
            Path fresh = Files.writeString(folder.resolve("fresh.pem"), all);
            Files.move(fresh, folder.resolve(TRUSTED), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
