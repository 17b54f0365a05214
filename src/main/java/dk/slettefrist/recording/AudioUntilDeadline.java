package dk.slettefrist.recording;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import dk.slettefrist.platform.Pulse;

/** Sound that breaks off at its deadline. The deadline is asked for again from time to time: an unflag may have moved it. */
final class AudioUntilDeadline extends FilterInputStream {

    private final Supplier<Optional<Duration>> remaining;
    private final Duration recheck;
    private Pulse nextCheck;

    /** @param remaining how much longer it may be heard; empty when no more */
    AudioUntilDeadline(InputStream in, Supplier<Optional<Duration>> remaining, Duration recheck) {
        super(in);
        this.remaining = remaining;
        this.recheck = recheck;
        this.nextCheck = new Pulse(Duration.ZERO);
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        check();
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        check();
        return count;
    }

    /** After each read: the store may have kept us waiting beyond the deadline. */
    private void check() throws IOException {
        if (nextCheck.beats()) {
            Duration left = remaining.get().orElseThrow(() -> new IOException("the recording has passed its deadline"));
            nextCheck = new Pulse(left.compareTo(recheck) < 0 ? left : recheck);
        }
    }
}
