package dk.slettefrist.trace;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import dk.slettefrist.platform.StartupRefusedException;

class ProxyCheckTest {

    @Test
    void shouldRefuseToBelieveEverybody() {
        assertThatThrownBy(() -> ProxyCheck.require(true, List.of()))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageContaining("quarkus.http.proxy.trusted-proxies");
    }

    @Test
    void shouldBelieveWhoeverIsNamedAndNobodyByDefault() {
        assertThatCode(() -> ProxyCheck.require(true, List.of("10.0.0.0/8"))).doesNotThrowAnyException();
        assertThatCode(() -> ProxyCheck.require(false, List.of())).doesNotThrowAnyException();
    }
}
