package dk.slettefrist.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.net.SocketAddress;

/** Whatever a stranger writes into {@code Authorization}, or a proxy forwards as an address. */
class AuthorizationFuzz {

    @FuzzTest
    void header(byte[] input) {
        String header = new String(input, StandardCharsets.ISO_8859_1);
        Optional<Authorization.Pair> pair = Authorization.basic(header);
        pair.ifPresent(known -> {
            assertThat(known.user()).doesNotContain(":");
            byte[] again = (known.user() + ":" + known.password()).getBytes(StandardCharsets.UTF_8);
            assertThat(Authorization.basic("Basic " + Base64.getEncoder().encodeToString(again)))
                    .contains(known);
        });
        Optional<String> token = Authorization.bearer(header);
        token.ifPresent(known -> assertThat(header).contains(known));
        assertThat(pair.isPresent() && token.isPresent()).isFalse();
    }

    @FuzzTest
    void address(byte[] input) {
        String told = new String(input, StandardCharsets.ISO_8859_1);
        if (told.isEmpty()) {
            return;
        }
        ClientAddress.of(SocketAddress.inetSocketAddress(1, told)).ifPresent(address -> {
            assertThat(address).matches("[0-9a-f.:]{2,45}");
            assertThat(ClientAddress.of(SocketAddress.inetSocketAddress(1, address)))
                    .contains(address);
            String network = ClientAddress.network(address);
            assertThat(ClientAddress.network(network)).isEqualTo(network);
        });
    }
}
