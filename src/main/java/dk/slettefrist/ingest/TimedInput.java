package dk.slettefrist.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.IsoDuration;
import dk.slettefrist.platform.Stopwatch;

/** A body that must be read within a time from its making, however steadily its bytes come. One that stalls is for the server to end. */
final class TimedInput extends FilterInputStream {

    private final Stopwatch watch = new Stopwatch();
    private final Duration longest;

    TimedInput(InputStream in, Duration longest) {
        super(in);
        this.longest = longest;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        refuseTooSlow(read);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        refuseTooSlow(read);
        return read;
    }

    /** What has come to its end is taken, however long the store took for it. */
    private void refuseTooSlow(int read) {
        if (read >= 0 && watch.elapsed().compareTo(longest) > 0) {
            throw new DomainException.TooSlow("The upload took longer than slettefrist.ingest.max-duration ("
                    + IsoDuration.format(longest)
                    + "); nothing was stored. Send it again by a faster way, or have the setting raised.");
        }
    }
}
