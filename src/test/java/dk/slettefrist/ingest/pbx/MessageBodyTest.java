package dk.slettefrist.ingest.pbx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

import org.junit.jupiter.api.Test;

import dk.slettefrist.platform.DomainException;

class MessageBodyTest {

    private static final int MOST = Carrier.SETTINGS.maxSize();

    private final MessageBody body = new MessageBody(Carrier.SETTINGS);

    @Test
    void shouldReadAMessageOfTheLargestSize() {
        assertThat(body.read(new ByteArrayInputStream(new byte[MOST]))).hasSize(MOST);
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
}
