package dk.slettefrist.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import io.vertx.core.net.SocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "192.0.2.1, ::ffff:192.0.2.1, true",
        "2001:db8::1, 2001:db8::ffff:0:0:1, true",
        "2001:db8::1, 2001:db8:0:1::1, false",
        "no-address, neither, true",
    })
    void shouldTellClientsApartByWhatTheyCannotChoose(String one, String other, boolean same) {
        assertThat(network(one).equals(network(other))).isEqualTo(same);
    }

    private static Optional<String> network(String address) {
        return ClientAddress.of(SocketAddress.inetSocketAddress(1, address)).map(ClientAddress::network);
    }
}
