package dk.slettefrist.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.util.NetUtil;

import dk.slettefrist.testing.Parsing;

/** Whatever the settings name as a network or a host. */
class NetworkFuzz {

    /** A network is written as a literal address, so nothing is looked up, and holds it. */
    @FuzzTest
    void network(byte[] input) throws UnknownHostException {
        String text = new String(input, StandardCharsets.UTF_8);
        Network network = Parsing.unless(IllegalArgumentException.class, () -> Network.parse(text))
                .orElse(null);
        if (network != null) {
            byte[] literal = NetUtil.createByteArrayFromIpAddressString(text.substring(0, text.indexOf('/')));
            assertThat(literal).as("a literal address").isNotNull();
            assertThat(network.contains(InetAddress.getByAddress(literal))).isTrue();
            byte[] other = literal.clone();
            other[0] ^= (byte) 0x80;
            boolean all = text.endsWith("/0") || text.endsWith("/00") || text.endsWith("/000");
            assertThat(network.contains(InetAddress.getByAddress(other))).isEqualTo(all);
        }
    }

    @FuzzTest
    void host(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        Parsing.unless(IllegalArgumentException.class, () -> AllowedHost.parse(text))
                .ifPresent(host -> {
                    String written = host.toString();
                    assertThat(written).matches("[a-z0-9.*:-]+");
                    assertThat(AllowedHost.parse(written)).hasToString(written);
                    String name = written.replaceFirst(":.*", "");
                    boolean below = name.startsWith("*.");
                    String plain = below ? name.substring(2) : name;
                    boolean usual = !written.contains(":") || written.endsWith(":*") || written.endsWith(":443");
                    assertThat(host.allows(plain, 443, 443)).isEqualTo(usual && !below);
                    assertThat(host.allows("x." + plain, 443, 443)).isEqualTo(usual && below);
                    assertThat(host.allows("-" + plain, 443, 443)).isFalse();
                    assertThat(host.allows(plain + ".-", 443, 443)).isFalse();
                });
    }
}
