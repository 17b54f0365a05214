package dk.slettefrist.standalone;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.platform.StartupRefusedException;

class HttpAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "localhost"})
    void shouldAcceptLoopbackAddresses(String host) {
        assertThatCode(new HttpAddress(host, 0)::check).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "", "no such name"})
    void shouldRefuseAnyOtherAddress(String host) {
        assertThatThrownBy(new HttpAddress(host, 0)::check)
                .isInstanceOf(StartupRefusedException.class)
                .hasMessage("the standalone mode has demo users and listens on the loopback address only, not on \""
                        + host + "\"; unset QUARKUS_HTTP_HOST");
    }

    @Test
    void shouldRefuseAPortInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(new HttpAddress("127.0.0.1", taken.getLocalPort())::check)
                    .isInstanceOf(StartupRefusedException.class)
                    .hasMessage("port " + taken.getLocalPort()
                            + " is in use by another process; set QUARKUS_HTTP_PORT to a free one");
        }
    }
}
