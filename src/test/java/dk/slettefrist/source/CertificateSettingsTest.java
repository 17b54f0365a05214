package dk.slettefrist.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import javax.security.auth.x500.X500Principal;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.platform.LiveFiles;
import dk.slettefrist.platform.StartupRefusedException;
import dk.slettefrist.testing.TestSources;

/** Which sources may prove themselves by a certificate, and by which. */
class CertificateSettingsTest {

    private static final String SECRET = "a-secret-of-a-pbx-0123456789";
    private static final String HASH = TestSources.hash(SECRET);

    @ParameterizedTest
    @ValueSource(strings = {"generic", "asterisk", "freeswitch", "rtpengine"})
    void shouldNeedNoSecretBesideACertificate(String kind) {
        // when
        Sources sources = sources(Map.of("a.kind", kind, "a.certificate-subject", "CN=a,C=DK"));

        // then
        Source source = sources.certified(
                        CertificateSubject.of(new X500Principal("CN=a,C=DK")).orElseThrow())
                .orElseThrow();
        assertThat(source.name()).isEqualTo("a");
        assertThat(source.secrets()).isEmpty();
        assertThat(source.knows("")).isFalse();
        assertThat(sources.haveCertificates()).isTrue();
    }

    @Test
    void shouldCheckSecretsBesideACertificateLikeAnyOthers() {
        assertThat(sources(Map.of("a.kind", "generic", "a.certificate-subject", "CN=a", "a.secrets", HASH))
                        .find("a")
                        .orElseThrow()
                        .knows(SECRET))
                .isTrue();
        refused(Map.of("a.kind", "generic", "a.certificate-subject", "CN=a", "a.secrets", "short"), "secrets");
    }

    @ParameterizedTest
    @ValueSource(strings = {"twilio", "telnyx", "bucket"})
    void shouldTakeNoCertificateOfWhoProvesHimselfOtherwise(String kind) {
        Map<String, String> settings = new HashMap<>(
                Map.of("a.kind", kind, "a.public-url", "https://opkald.example.dk", "a.media.hosts", "example.com"));
        settings.put("a.certificate-subject", "CN=a");
        settings.put("a.secrets", kind.equals("telnyx") ? "kv2ppuPVbwRcyvEB6rlTVpeOoMDZ3QKrDFQmpDrHGTI=" : SECRET);
        refused(settings, "a: certificate-subject is not for the kind " + kind);
    }

    @Test
    void shouldRefuseTheSameCertificateOfTwoSources() {
        refused(
                Map.of(
                        "a.kind", "generic",
                        "a.certificate-subject", "CN=pbx,C=DK",
                        "b.kind", "asterisk",
                        "b.certificate-subject", "cn=pbx, c=DK"),
                "b: certificate-subject is also that of a");
    }

    @Test
    void shouldRefuseACertificateWithoutAName() {
        refused(Map.of("a.kind", "generic", "a.certificate-subject", "pbx1"), "a: certificate-subject must be a");
    }

    @Test
    void shouldNeedASecretOfWhoHasNoCertificate() {
        refused(Map.of("a.kind", "generic"), "a: secrets is missing");
        assertThat(sources(Map.of("a.kind", "generic", "a.secrets", HASH)).haveCertificates())
                .isFalse();
    }

    private static void refused(Map<String, String> settings, String message) {
        assertThatThrownBy(() -> sources(settings))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageContaining(message);
    }

    private static Sources sources(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>();
        settings.forEach((name, value) -> all.put("slettefrist.sources." + name, value));
        return new Sources(
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(all, "test", 100))
                        .withMapping(SourceSettings.class)
                        .build()
                        .getConfigMapping(SourceSettings.class),
                new LiveFiles());
    }
}
