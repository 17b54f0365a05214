package dk.slettefrist.ingest;

import java.nio.ByteBuffer;
import java.util.Optional;

import dk.slettefrist.gap.GapKind;
import dk.slettefrist.recording.WavHeader;

/** Whether a recording holds the sound that its head promises. Only WAV and AU promise a length; of the others nothing is said. */
final class Soundness {

    /** The shortest head there is. */
    private static final int WAV_HEAD = 44;

    private static final int AU_OFFSET_AT = 4;
    private static final int AU_LENGTH_AT = 8;
    private static final int AU_HEAD = 24;
    /** "Unknown", by the format. */
    private static final long AU_OPEN = 0xFFFF_FFFFL;

    private Soundness() {}

    /**
     * @param first the first bytes, {@link WavHeader#ENOUGH} of them or all
     * @param size of the whole recording
     */
    static Optional<GapKind> flaw(AudioFormat format, byte[] first, long size) {
        return switch (format) {
            case WAV ->
                size < WAV_HEAD
                        ? Optional.of(GapKind.EMPTY_RECORDING)
                        : WavHeader.read(first, size).flatMap(Soundness::wav);
            case AU -> au(first, size);
            default -> Optional.empty();
        };
    }

    private static Optional<GapKind> wav(WavHeader header) {
        return flaw(header.isEmpty(), header.isTruncated());
    }

    private static Optional<GapKind> au(byte[] first, long size) {
        if (first.length < AU_HEAD) {
            return Optional.of(GapKind.EMPTY_RECORDING);
        }
        ByteBuffer head = ByteBuffer.wrap(first);
        long sound = size - Integer.toUnsignedLong(head.getInt(AU_OFFSET_AT));
        long promised = Integer.toUnsignedLong(head.getInt(AU_LENGTH_AT));
        return flaw(sound <= 0, promised != AU_OPEN && promised > sound);
    }

    private static Optional<GapKind> flaw(boolean empty, boolean truncated) {
        if (empty) {
            return Optional.of(GapKind.EMPTY_RECORDING);
        }
        return truncated ? Optional.of(GapKind.TRUNCATED_RECORDING) : Optional.empty();
    }
}
