package dk.slettefrist.source;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import dk.slettefrist.platform.StartupRefusedException;

class ClientCertificateCheckTest {

    @Test
    void shouldRefuseToStartWhenNobodyWouldCheckCertificates() {
        assertThatThrownBy(() -> ClientCertificateCheck.require(false, false))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageContaining("quarkus.tls.trust-store");
    }

    @Test
    void shouldRefuseToStartWhenEverybodysCertificateWouldCount() {
        assertThatThrownBy(() -> ClientCertificateCheck.require(true, true))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageContaining("quarkus.tls.trust-all");
    }

    @Test
    void shouldStartWithATrustStore() {
        assertThatCode(() -> ClientCertificateCheck.require(true, false)).doesNotThrowAnyException();
    }
}
