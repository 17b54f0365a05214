package dk.slettefrist.platform;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.function.Function;

import org.jboss.logging.Logger;

/**
 * What a file says that may be replaced while the service runs: a secret that Kubernetes or Vault's agent puts there. Each use looks whether it is still
 * the same file; whoever asks after it was replaced gets what stands there now.
 *
 * @param <T> what is made of its text; told apart by {@code equals}
 */
public final class LiveFile<T> {

    /** Larger ones hold something else. */
    private static final long LARGEST = 16_384;

    private static final Logger LOG = Logger.getLogger(LiveFile.class);

    /**
     * By what a change is seen.
     *
     * @param file which one it is, when it is replaced by another; null as the others when it is not there
     */
    private record Stamp(FileTime modified, long size, Object file) {
        static final Stamp OF_NONE = new Stamp(null, 0, null);
    }

    @FunctionalInterface
    interface Text {
        String of(Path path) throws IOException;
    }

    private final String setting;
    private final Path path;
    private final Function<String, T> meaning;
    private final Text text;
    private volatile T value;
    private volatile Stamp seen;
    private String said;

    /**
     * Reads it for the first time.
     *
     * @param setting the name of the setting that names the file; the log tells it, and failures tell its last part
     * @param meaning throws an {@link IllegalArgumentException} when the text cannot count; its message says why without telling the text
     * @throws IllegalArgumentException when it cannot be read or cannot count; the message says why
     */
    public LiveFile(String setting, Path path, Function<String, T> meaning) {
        this(setting, path, meaning, LiveFile::text);
    }

    LiveFile(String setting, Path path, Function<String, T> meaning, Text text) {
        this.setting = setting;
        this.path = path;
        this.meaning = meaning;
        this.text = text;
        this.seen = stamp();
        try {
            this.value = meaning.apply(text.of(path));
        } catch (IOException e) {
            throw new IllegalArgumentException(reason(e), e);
        }
    }

    /** What counts now. A file that cannot be read, or whose text cannot count, changes nothing and is said in the log once. */
    public T now() {
        if (!stamp().equals(seen)) {
            look();
        }
        return value;
    }

    /** One at a time: an older reading must not replace a newer one. */
    private synchronized void look() {
        Stamp stamp = stamp();
        if (stamp.equals(seen)) {
            return;
        }
        try {
            T read = meaning.apply(text.of(path));
            if (!read.equals(value)) {
                value = read;
                LOG.infof("What a file of the settings says has changed setting=%s", setting);
            }
            said = null;
            seen = stamp;
        } catch (IllegalArgumentException e) {
            keep(e.getMessage());
            seen = stamp;
        } catch (IOException e) {
            // Not seen: at the next use the same file may be readable.
            if (!reason(e).equals(said)) {
                keep(reason(e));
            }
        }
    }

    private void keep(String reason) {
        LOG.warnf("What a file of the settings says stays as it was, mend the file setting=%s: %s", setting, reason);
        said = reason;
    }

    private Stamp stamp() {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(now.lastModifiedTime(), now.size(), now.fileKey());
        } catch (IOException e) {
            return Stamp.OF_NONE;
        }
    }

    private String reason(IOException failure) {
        String name = setting.substring(setting.lastIndexOf('.') + 1);
        return name + (failure instanceof NoSuchFileException ? " does not exist: " : " cannot be read: ") + path;
    }

    private static String text(Path path) throws IOException {
        if (Files.size(path) > LARGEST) {
            throw new IllegalArgumentException("the file is longer than " + LARGEST + " bytes: " + path);
        }
        try {
            return Files.readString(path);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the file is no text in UTF-8: " + path, e);
        }
    }
}
