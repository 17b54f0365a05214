package dk.slettefrist.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

class AudioUntilDeadlineTest {

    private final AtomicReference<Optional<Duration>> remaining =
            new AtomicReference<>(Optional.of(Duration.ofHours(1)));

    @Test
    void shouldGiveEveryByteBeforeTheDeadline() throws IOException {
        assertThat(audio(Duration.ofHours(1)).readAllBytes()).containsExactly(1, 2, 3);
    }

    @Test
    void shouldGiveNothingOnceTheDeadlineHasCome() {
        remaining.set(Optional.empty());

        assertThatIOException().isThrownBy(() -> audio(Duration.ofHours(1)).read());
        assertThatIOException().isThrownBy(() -> audio(Duration.ofHours(1)).read(new byte[3]));
    }

    @Test
    void shouldBreakOffWhenTheDeadlineMovesWhileItIsOpen() throws IOException {
        InputStream audio = audio(Duration.ZERO);
        audio.read();
        remaining.set(Optional.empty());

        assertThatIOException().isThrownBy(audio::read);
    }

    @Test
    void shouldAskAgainAtTheDeadlineItWasToldBeforeTheNextRecheck() throws IOException {
        remaining.set(Optional.of(Duration.ZERO));
        InputStream audio = audio(Duration.ofHours(1));
        audio.read();
        remaining.set(Optional.empty());

        assertThatIOException().isThrownBy(audio::read);
    }

    @Test
    void shouldGoOnWhenAFlagMovedTheDeadlineAway() throws IOException {
        remaining.set(Optional.of(Duration.ZERO));
        InputStream audio = audio(Duration.ofHours(1));
        audio.read();
        remaining.set(Optional.of(Duration.ofDays(30)));

        assertThat(audio.readAllBytes()).containsExactly(2, 3);
    }

    private InputStream audio(Duration recheck) {
        return new AudioUntilDeadline(new ByteArrayInputStream(new byte[] {1, 2, 3}), remaining::get, recheck);
    }
}
