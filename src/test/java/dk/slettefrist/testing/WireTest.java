package dk.slettefrist.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that gives back what it gets, at the end of a wire. */
class WireTest {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int NOTHING_COMES_MILLIS = 200;

    private final byte[] sent = Sound.wav(1000);

    private ServerSocket server;
    private Wire wire;
    private Socket client;

    @BeforeEach
    void connect() throws IOException {
        server = echoServer();
        wire = Wire.to(server.getLocalPort());
        client = client();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        wire.close();
        server.close();
    }

    @Test
    void shouldCarryEveryByteBothWaysAndCountThem() throws IOException {
        // when
        byte[] answer = echo(client, sent);

        // then
        assertThat(answer).isEqualTo(sent);
        assertThat(wire.requestBytes()).isEqualTo(1000);
        assertThat(wire.answerBytes()).isEqualTo(1000);
    }

    @Test
    void shouldResetAfterThatManyBytesOfTheRequest() throws IOException {
        // given
        wire.harmRequests(Fault.after(300, Fault.reset().once()));

        // when
        client.getOutputStream().write(sent);

        // then
        assertThatThrownBy(() -> client.getInputStream().readNBytes(301)).isInstanceOf(SocketException.class);
        assertThat(echo(client(), sent)).as("the next connection").isEqualTo(sent);
    }

    @Test
    void shouldCutAfterThatManyBytesOfTheAnswer() throws IOException {
        // given
        wire.harmAnswers(Fault.after(300, Fault.cut().once()));

        // when
        client.getOutputStream().write(sent);

        // then
        assertThat(client.getInputStream().readAllBytes()).isEqualTo(Arrays.copyOf(sent, 300));
        assertThat(echo(client(), sent)).as("the next connection").isEqualTo(sent);
    }

    @Test
    void shouldFallSilentAfterThatManyBytesUntilItIsMended() throws IOException {
        // given
        wire.harmAnswers(Fault.after(300, Fault.silence()));

        // when
        client.getOutputStream().write(sent);

        // then
        assertThat(client.getInputStream().readNBytes(300)).isEqualTo(Arrays.copyOf(sent, 300));
        client.setSoTimeout(NOTHING_COMES_MILLIS);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        wire.mend();
        assertThat(client.getInputStream().read()).as("hung up").isNegative();
        assertThat(echo(client(), sent)).isEqualTo(sent);
    }

    @Test
    void shouldKeepOldConnectionsSilentWhenItIsMendedForNewOnes() throws IOException {
        // given
        echo(client, sent);
        wire.silence();

        // when
        wire.mendForNewcomers();

        // then
        client.getOutputStream().write(sent);
        client.setSoTimeout(NOTHING_COMES_MILLIS);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        assertThat(echo(client(), sent)).isEqualTo(sent);
    }

    @Test
    void shouldBreakWhereATextPassesForTheSecondTime() throws IOException {
        // given
        wire.harmRequests(Fault.at("COMMIT", 2, Fault.cut()));

        // when
        byte[] answer = echo(client, "BEGIN COMMIT".getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().write("BEGIN COMMIT".getBytes(StandardCharsets.US_ASCII));

        // then
        assertThat(answer).asString().isEqualTo("BEGIN COMMIT");
        assertThat(client.getInputStream().read()).isNegative();
    }

    @Test
    void shouldTrickleThatManyBytesASecond() throws IOException {
        // given
        wire.harmAnswers(Fault.trickle(100));
        long begin = System.nanoTime();

        // when
        byte[] answer = echo(client, Arrays.copyOf(sent, 50));

        // then
        assertThat(answer).isEqualTo(Arrays.copyOf(sent, 50));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    void shouldDelayAndThenCut() throws IOException {
        // given
        wire.harmAnswers(Fault.delay(Duration.ofMillis(300)).then(Fault.after(10, Fault.cut())));
        long begin = System.nanoTime();

        // when
        client.getOutputStream().write(sent);

        // then
        assertThat(client.getInputStream().readAllBytes()).isEqualTo(Arrays.copyOf(sent, 10));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void shouldRefuseConnectionsWhileItIsCut() throws IOException {
        // given
        wire.cut();

        // when
        int end = client().getInputStream().read();

        // then
        assertThat(end).isNegative();
        wire.mend();
        assertThat(echo(client(), sent)).isEqualTo(sent);
    }

    @Test
    void shouldLeadElsewhere() throws IOException {
        // given
        try (ServerSocket other = echoServer()) {
            server.close();

            // when
            wire.leadTo(other.getLocalPort());

            // then
            assertThat(echo(client(), sent)).isEqualTo(sent);
        }
    }

    private Socket client() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), wire.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static byte[] echo(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return socket.getInputStream().readNBytes(bytes.length);
    }

    private static ServerSocket echoServer() throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(() -> {
            while (true) {
                Socket socket = server.accept();
                daemon(() -> {
                    try (socket) {
                        socket.getInputStream().transferTo(socket.getOutputStream());
                    }
                });
            }
        });
        return server;
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void daemon(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                // closed
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
