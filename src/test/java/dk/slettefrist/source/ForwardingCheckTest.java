package dk.slettefrist.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardingCheckTest {

    private static final Optional<String> HEADER = Optional.of("Client-Cert");

    @ParameterizedTest
    @CsvSource({
        "10.1.0.5,    10.1.0.5, true",
        "10.1.0.5,    10.1.0.6, false",
        "10.1.0.0/30, 10.1.0.3, true",
        "10.1.0.0/30, 10.1.0.4, false",
        "fd00::5,     fd00::5,  true",
        "fd00::5,     fd00::6,  false",
        "fd00::/64,   fd00::6,  true"
    })
    void shouldTakeAddressesAndNetworks(String told, String address, boolean believed) throws UnknownHostException {
        // when
        List<Network> proxies = ForwardingCheck.proxies(HEADER, List.of(told));

        // then
        InetAddress from = InetAddress.getByName(address);
        assertThat(proxies.stream().anyMatch(proxy -> proxy.contains(from))).isEqualTo(believed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "::/0", "::/00"})
    void shouldNotBelieveEverybody(String told) {
        assertThatThrownBy(() -> ForwardingCheck.proxies(HEADER, List.of("10.1.0.5", told)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not be everybody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example.dk", "10.1", "10.1.0.5/33", "*", ""})
    void shouldTakeNoNames(String told) {
        assertThatThrownBy(() -> ForwardingCheck.proxies(HEADER, List.of(told)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("client-certificate-proxies must be addresses or networks");
    }

    @Test
    void shouldNeedBothSettingsOrNone() {
        assertThatThrownBy(() -> ForwardingCheck.proxies(HEADER, List.of()))
                .hasMessageContaining("client-certificate-header needs client-certificate-proxies");
        assertThatThrownBy(() -> ForwardingCheck.proxies(Optional.empty(), List.of("10.1.0.5")))
                .hasMessageContaining("client-certificate-proxies needs client-certificate-header");
        assertThat(ForwardingCheck.proxies(Optional.empty(), List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Client_Cert", "Client Cert", "Client-Cert:", "Ü"})
    void shouldTakeTheNameOfAFieldOnly(String name) {
        assertThatThrownBy(() -> ForwardingCheck.header(name)).isInstanceOf(IllegalArgumentException.class);
        assertThat(ForwardingCheck.header("X-SSL-Client-Cert")).isEqualTo("X-SSL-Client-Cert");
    }
}
