package dk.slettefrist.simulation;

import java.io.IOException;
import java.io.InputStream;

import dk.slettefrist.ingest.IngestSettings;

/** The body of an upload as it comes over the line: in pieces, perhaps with a long silence, perhaps not to its end. */
final class Body extends InputStream {

    private final World world;
    private final byte[] bytes;
    private final int piece;
    private final int silentAt;
    private final int breaksAt;
    private int position;
    private boolean silent;

    /**
     * @param silentAt after how many bytes nothing comes for long, or -1
     * @param breaksAt after how many bytes the line breaks, or -1
     */
    Body(World world, byte[] bytes, int piece, int silentAt, int breaksAt) {
        this.world = world;
        this.bytes = bytes;
        this.piece = piece;
        this.silentAt = silentAt;
        this.breaksAt = breaksAt;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        world.pause("body");
        if (silentAt >= 0 && position >= silentAt && !silent) {
            silent = true;
            world.advance(Settings.of(IngestSettings.class).lease().plusSeconds(10));
            world.pause("silence");
        }
        if (breaksAt >= 0 && position >= breaksAt) {
            throw new IOException("the line is dead");
        }
        int count = Math.min(Math.min(length, piece), bytes.length - position);
        if (count <= 0) {
            return -1;
        }
        System.arraycopy(bytes, position, buffer, offset, count);
        position += count;
        return count;
    }
}
