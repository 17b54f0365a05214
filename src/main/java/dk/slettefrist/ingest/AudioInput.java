package dk.slettefrist.ingest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.util.Optional;

import dk.slettefrist.gap.GapKind;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.Fingerprint;
import dk.slettefrist.recording.WavHeader;

/** The audio on its way: its kind known by its first bytes, counted, digested and limited while it passes. Never holds more than its head. */
final class AudioInput extends FilterInputStream {

    private final AudioFormat format;
    private final long limit;
    private final Runnable progress;
    private final MessageDigest digest = Fingerprint.sha256();
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private long count;

    private AudioInput(InputStream in, AudioFormat format, long limit, Runnable progress) {
        super(in);
        this.format = format;
        this.limit = limit;
        this.progress = progress;
    }

    /**
     * Reads the first bytes of a body.
     *
     * @param limit most bytes it may have
     * @param progress called before and after each read, because either side can keep the other waiting; what it throws ends the upload
     * @throws DomainException.UnsupportedMedia when they are not those of audio
     */
    static AudioInput open(InputStream body, long limit, Runnable progress) throws IOException {
        byte[] first = body.readNBytes(AudioFormat.SNIFF_LENGTH);
        if (first.length == 0) {
            throw new DomainException.UnsupportedMedia("The body is empty.");
        }
        AudioFormat format = AudioFormat.sniff(first, first.length)
                .orElseThrow(() -> new DomainException.UnsupportedMedia(
                        "The first bytes are not those of WAV, MP3, Ogg, FLAC, MP4 audio or AU."));
        return new AudioInput(new SequenceInputStream(new ByteArrayInputStream(first), body), format, limit, progress);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        progress.run();
        int read = super.read(buffer, offset, length);
        progress.run();
        if (read > 0) {
            count += read;
            if (count > limit) {
                throw new DomainException.TooLarge("A recording may have at most " + limit + " bytes.");
            }
            digest.update(buffer, offset, read);
            head.write(buffer, offset, Math.min(read, WavHeader.ENOUGH - head.size()));
        }
        return read;
    }

    @Override
    public long skip(long n) {
        throw new UnsupportedOperationException("every byte must be digested");
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    AudioFormat format() {
        return format;
    }

    /** How many bytes have passed. */
    long count() {
        return count;
    }

    /** What is wrong with its sound, by all that has passed. */
    Optional<GapKind> flaw() {
        return Soundness.flaw(format, head.toByteArray(), count);
    }

    /** Of all that has passed; to be asked once, at the end. */
    byte[] sha256() {
        return digest.digest();
    }
}
