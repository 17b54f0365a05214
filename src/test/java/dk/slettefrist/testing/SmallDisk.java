package dk.slettefrist.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of its own in memory, which a test can fill up. Only root may mount it, in a container with {@code CAP_SYS_ADMIN}. */
public final class SmallDisk implements AutoCloseable {

    private static final int CHUNK = 64 * 1024;

    private final Path folder;
    private final Path ballast;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.ballast = folder.resolve("ballast");
    }

    /** Mounts one of that size. */
    public static SmallDisk of(int megabytes, Path folder) {
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "slettefrist-test", folder.toString());
        return new SmallDisk(folder);
    }

    public Path folder() {
        return folder;
    }

    /** Leaves not a byte free. */
    public void fill() {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            byte[] chunk = new byte[CHUNK];
            while (true) {
                out.write(chunk);
            }
        } catch (IOException e) {
            // no space is left, as it should be
        }
    }

    /** Frees what {@link #fill} took. */
    public void free() {
        try {
            Files.deleteIfExists(ballast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        run("umount", "--lazy", folder.toString());
    }

    private static void run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes()).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        "The tests of full disks mount a small tmpfs: run them as root, in a container with CAP_SYS_ADMIN. "
                                + List.of(command) + " said: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
