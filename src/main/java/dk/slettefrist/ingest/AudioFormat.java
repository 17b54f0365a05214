package dk.slettefrist.ingest;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The audio formats that are accepted, each known by its first bytes. What the sender calls the file does not count. The bytes after the
 * first are not looked at: whether the audio plays is the PBX's concern.
 */
public enum AudioFormat {
    /** RIFF WAVE with any codec (RFC 2361), and its 64-bit forms RF64 and BW64 (EBU Tech 3306, ITU-R BS.2088). Sizes may be open. */
    WAV("audio/wav", first -> first.hasAny(0, "RIFF", "RF64", "BW64") && first.has(8, "WAVE")),

    /** MPEG audio, layer II or III (RFC 3003), with or without an ID3v2 tag in front. */
    MP3("audio/mpeg", first -> MpegAudio.startsWithTag(first) || MpegAudio.startsWithFrame(first)),

    /** Ogg (RFC 3533, RFC 5334) whose first stream is audio. */
    OGG("audio/ogg", OggAudio::matches),

    /** FLAC (RFC 9639, section 6). */
    FLAC("audio/flac", first -> first.has(0, "fLaC")),

    /** ISO base media file (ISO/IEC 14496-12, section 4.3; RFC 4337, RFC 6381) of a brand that can hold sound alone. */
    MP4("audio/mp4", Mp4Audio::matches),

    /** Sun/NeXT audio (the name {@code audio/basic} is RFC 2046's, section 4.3). */
    AU("audio/basic", first -> first.has(0, ".snd"));

    /** How many first bytes {@link #sniff} wants; fewer when the upload is shorter. */
    public static final int SNIFF_LENGTH = 64;

    private final String mediaType;
    private final Predicate<FirstBytes> signature;

    AudioFormat(String mediaType, Predicate<FirstBytes> signature) {
        this.mediaType = mediaType;
        this.signature = signature;
    }

    /**
     * Tells the format.
     *
     * @param first the first bytes of the upload
     * @param length how many of them count, 0 to {@code first.length}
     * @return empty when it is no audio that we accept
     * @throws IllegalArgumentException when the length is out of bounds
     */
    public static Optional<AudioFormat> sniff(byte[] first, int length) {
        var bytes = new FirstBytes(first, length);
        return Arrays.stream(values())
                .filter(format -> format.signature.test(bytes))
                .findFirst();
    }

    /** The media type under which the recording is kept and served. */
    public String mediaType() {
        return mediaType;
    }
}
