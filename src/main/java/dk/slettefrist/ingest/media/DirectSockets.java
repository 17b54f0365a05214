package dk.slettefrist.ingest.media;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import javax.net.SocketFactory;

/** Sockets that no proxy of the environment comes between: a plain one would follow {@code socksProxyHost}, and the proxy look the host up. */
final class DirectSockets extends SocketFactory {

    @Override
    public Socket createSocket() {
        return new Socket(Proxy.NO_PROXY);
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        Socket socket = createSocket();
        socket.connect(new InetSocketAddress(address, port));
        return socket;
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress from, int fromPort) {
        throw new UnsupportedOperationException("nobody needs it");
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("nothing is looked up here");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
        throw new UnsupportedOperationException("nothing is looked up here");
    }
}
