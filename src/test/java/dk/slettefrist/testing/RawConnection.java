package dk.slettefrist.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.restassured.RestAssured;

/** HTTP by hand, for requests that no client would send. */
public final class RawConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final Socket socket;
    private final User user;

    private RawConnection(Socket socket, User user) {
        this.socket = socket;
        this.user = user;
    }

    /** Connects as a user; null is nobody. */
    public static RawConnection open(User user) {
        return open(user, "127.0.0.1");
    }

    /** The same from that address of this machine. */
    public static RawConnection open(User user, String from) {
        return open(user, from, RestAssured.port);
    }

    /** Connects to something else on this machine, as nobody. */
    public static RawConnection openAt(int port) {
        return open(null, "127.0.0.1", port);
    }

    /** As a user, from that address of this machine, to another of the services that run on it. */
    public static RawConnection open(User user, String from, int port) {
        try {
            return over(new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(from), 0), user);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same over a connection that is there already. */
    public static RawConnection over(Socket socket, User user) {
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
            return new RawConnection(socket, user);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the head of a request. */
    public RawConnection head(String method, String target, String... headers) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: test\r\n");
        if (user != null) {
            String secret = user.name() + ":" + TestServers.password(user.name());
            head.append("Authorization: Basic ")
                    .append(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)))
                    .append("\r\n");
        }
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return send((head + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends bytes of a body as they are. */
    public RawConnection send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends bytes if anybody still takes them. */
    public void sendOrNot(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            // hung up on
        }
    }

    /** Sends bytes as one chunk; none is the end of the body. */
    public RawConnection chunk(byte[] bytes) {
        send((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return send(bytes).send("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** The head of the answer; whoever does not answer soon fails the test. */
    public String answer() {
        try {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.US_ASCII).endsWith(END_OF_HEAD)) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    throw new IOException("hung up after: " + head.toString(StandardCharsets.US_ASCII));
                }
                head.write(next);
            }
            return head.toString(StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that comes until the server hangs up, which it must do soon. */
    public String everything() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (SocketException e) {
            // hung up on while bytes were on their way
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** The status of the answer. */
    public int status() {
        return Integer.parseInt(answer().split(" ")[1]);
    }

    /** Reads on until the server hangs up; one that does not soon fails the test. */
    public void awaitHangUp() {
        try {
            while (socket.getInputStream().read() >= 0) {
                // the body of the answer
            }
        } catch (SocketException e) {
            // hung up on while bytes were on their way
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Breaks the connection off. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
