package dk.slettefrist.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;

import org.junit.jupiter.api.Test;

import dk.slettefrist.platform.DomainException;

class InboxAudioTest {

    @Test
    void shouldTellAnInboxThatBreaksOffFromABadObject() throws IOException {
        // given
        try (InboxAudio audio = new InboxAudio(new BrokenOff())) {
            // then
            assertThatThrownBy(audio::read).isInstanceOf(DomainException.Unavailable.class);
            assertThat(audio.failure().isSilence()).isTrue();
        }
    }

    private static final class BrokenOff extends InputStream {

        @Override
        public int read() throws IOException {
            throw new IOException("by the test");
        }
    }
}
