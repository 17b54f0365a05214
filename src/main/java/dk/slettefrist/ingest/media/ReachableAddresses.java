package dk.slettefrist.ingest.media;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import dk.slettefrist.ingest.media.MediaException.Kind;
import dk.slettefrist.source.Network;
import dk.slettefrist.source.Source;

/**
 * Which addresses may be connected to: globally reachable unicast by IANA's registries of
 * <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IPv4</a> and
 * <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IPv6</a> special-purpose addresses (RFC 6890), and what the source allows
 * besides.
 */
final class ReachableAddresses {

    private static final List<Network> NEVER_V4 = networks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8",
            "100.64.0.0/10", // shared by carriers' NAT
            "127.0.0.0/8",
            "169.254.0.0/16", // link-local, and clouds' metadata
            "168.63.129.16/32", // metadata of Azure
            "172.16.0.0/12",
            "192.0.0.0/24", // protocol assignments, and metadata of Oracle
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // relays of 6to4
            "192.168.0.0/16",
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, and broadcast

    private static final Network GLOBAL_V6 = Network.parse("2000::/3");

    private static final List<Network> NEVER_V6 = networks(
            "2001::/23", // protocol assignments: Teredo, benchmarks, ORCHID
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4
            "3fff::/20"); // documentation

    /** IPv4 as IPv6-only networks see it (RFC 6052). */
    private static final Network NAT64 = Network.parse("64:ff9b::/96");

    private static final int IPV6_BYTES = 16;
    private static final int EMBEDDED_FROM = 12;

    private ReachableAddresses() {}

    /**
     * All of them. One that is not allowed spoils the rest: no honest name leads to both, and which of them a client takes is up to whoever
     * answers.
     *
     * @throws MediaException when there is none, or one is not allowed
     */
    static List<InetAddress> check(List<InetAddress> answer, Source source) {
        List<Network> besides = source.media().privateNetworks();
        if (answer.isEmpty()) {
            throw new MediaException(Kind.UNKNOWN_HOST);
        }
        if (!answer.stream().allMatch(address -> isIn(besides, address) || isGlobal(address))) {
            throw new MediaException(Kind.ADDRESS_NOT_ALLOWED);
        }
        return List.copyOf(answer);
    }

    static boolean isGlobal(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length < IPV6_BYTES) {
            return !isIn(NEVER_V4, address);
        }
        if (NAT64.contains(address)) {
            return isGlobal(v4(Arrays.copyOfRange(bytes, EMBEDDED_FROM, IPV6_BYTES)));
        }
        return GLOBAL_V6.contains(address) && !isIn(NEVER_V6, address);
    }

    private static boolean isIn(List<Network> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static InetAddress v4(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not four bytes", e);
        }
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::parse).toList();
    }
}
