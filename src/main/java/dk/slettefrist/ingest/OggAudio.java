package dk.slettefrist.ingest;

/**
 * The first page of an Ogg file (RFC 3533, section 6) whose only packet is the header of an audio codec: Opus (RFC 7845, section 5.1),
 * Vorbis, Speex (RFC 5574) or FLAC. Ogg that begins with video or with a skeleton is none.
 */
final class OggAudio {

    private static final int HEADER_TYPE = 5;
    private static final int FIRST_PAGE = 0x02;
    private static final int SEGMENT_COUNT = 26;

    private OggAudio() {}

    static boolean matches(FirstBytes first) {
        if (!first.has(0, "OggS\0") || first.at(SEGMENT_COUNT) < 1 || (first.at(HEADER_TYPE) & FIRST_PAGE) == 0) {
            return false;
        }
        int packet = SEGMENT_COUNT + 1 + first.at(SEGMENT_COUNT);
        return first.hasAny(packet, "OpusHead", "\1vorbis", "Speex   ", "\177FLAC");
    }
}
