package dk.slettefrist.ingest.pbx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dk.slettefrist.platform.DomainException;

class MessageBodyTest {

    private static final int MOST = Carrier.SETTINGS.maxSize();
    private static final Runnable NOTHING = () -> {};

    private Runnable timeIsOver;
    private boolean takenBack;

    private final MessageBody body = new MessageBody(Carrier.SETTINGS, (time, over) -> {
        assertThat(time).isEqualTo(Carrier.SETTINGS.bodyTimeout());
        timeIsOver = over;
        return () -> takenBack = true;
    });

    @AfterEach
    void shouldLeaveTheThreadAsItWas() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void shouldReadAMessageOfTheLargestSize() {
        // when
        byte[] read = body.read(new ByteArrayInputStream(new byte[MOST]));

        // then
        assertThat(read).hasSize(MOST);
        assertThat(takenBack).isTrue();
    }

    @Test
    void shouldRefuseAMessageThatIsLarger() {
        assertThatThrownBy(() -> body.read(new ByteArrayInputStream(new byte[MOST + 1])))
                .isInstanceOf(DomainException.TooLarge.class);
    }

    /** Else each would be a fault of ours in the log, with its stack trace. */
    @Test
    void shouldTakeWhoHangsUpForNoFaultOfOurs() {
        // given
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Connection was closed");
            }
        };

        // then
        assertThatThrownBy(() -> body.read(new SequenceInputStream(new ByteArrayInputStream(new byte[] {'{'}), broken)))
                .isInstanceOf(DomainException.InvalidRequest.class)
                .hasMessageContaining("broke off");
    }

    @Test
    @Timeout(60)
    void shouldNotWaitForASilentSender() throws IOException {
        // given
        PipedInputStream silent = new PipedInputStream(new PipedOutputStream());
        MessageBody impatient = new MessageBody(Carrier.SETTINGS, (time, over) -> {
            new Thread(over).start();
            return NOTHING;
        });

        // then
        assertThatThrownBy(() -> impatient.read(silent))
                .isInstanceOf(DomainException.Unavailable.class)
                .hasMessageContaining("10 s (slettefrist.webhook.body-timeout)");
    }

    @Test
    void shouldNotWaitForASenderWhoseBytesTrickle() {
        // given
        InputStream trickling = new InputStream() {
            private int sent;

            @Override
            public int read() {
                return '{';
            }

            @Override
            public int read(byte[] some, int from, int most) {
                if (++sent == 3) {
                    timeIsOver.run();
                }
                return 1;
            }
        };

        // then
        assertThatThrownBy(() -> body.read(trickling)).isInstanceOf(DomainException.Unavailable.class);
    }

    /** The thread goes on with other work. */
    @Test
    void shouldNotWakeAThreadThatHasRead() {
        // given
        body.read(new ByteArrayInputStream(new byte[] {'{', '}'}));

        // when
        timeIsOver.run();

        // then
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
