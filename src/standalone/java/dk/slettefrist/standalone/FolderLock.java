package dk.slettefrist.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;

import dk.slettefrist.platform.StartupRefusedException;

/** Keeps a second process out of the data folder. The operating system drops the lock with the process, however it ends. */
final class FolderLock implements AutoCloseable {
    /** Far behind the content, which so stays readable where locks are mandatory. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws StartupRefusedException when another process has the folder */
    static FolderLock take(DataFolder folder) {
        try {
            FileChannel channel = FileChannel.open(
                    folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                String owner = read(channel);
                channel.close();
                throw new StartupRefusedException("the data folder " + folder.path()
                        + " is in use by the running Slettefrist with process id " + owner);
            }
            channel.truncate(0)
                    .write(
                            StandardCharsets.US_ASCII.encode(
                                    Long.toString(ProcessHandle.current().pid())),
                            0);
            return new FolderLock(channel);
        } catch (IOException e) {
            throw new StartupRefusedException(
                    "the data folder " + folder.path() + " cannot be locked: " + e.getMessage(), e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(32);
        channel.read(content, 0);
        return StandardCharsets.US_ASCII.decode(content.flip()).toString().strip();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
