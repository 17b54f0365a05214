package dk.slettefrist.platform;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

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

    private record Reading<T>(T value, String text) {}

    @FunctionalInterface
    interface Text {
        String of(Path path) throws IOException;
    }

    private final String setting;
    private final Path path;
    private final Function<String, T> meaning;
    private final Text text;
    private final Consumer<String> changed;
    private volatile Reading<T> counts;
    private volatile Stamp seen;
    private volatile String said;

    /** @param changed told what counts from now on, see {@link #state}, each time that it is something else; must not wait */
    LiveFile(String setting, Path path, Function<String, T> meaning, Text text, Consumer<String> changed) {
        this.setting = setting;
        this.path = path;
        this.meaning = meaning;
        this.text = text;
        this.changed = changed;
        this.seen = stamp();
        try {
            this.counts = read();
        } catch (IOException e) {
            throw new IllegalArgumentException(reason(e), e);
        }
    }

    /** What counts now. A file that cannot be read, or whose text cannot count, changes nothing and is said in the log once. */
    public T now() {
        if (!stamp().equals(seen)) {
            look();
        }
        return counts.value();
    }

    /** Whether the file cannot be what counts, as far as it was looked at: the next start would be refused. */
    boolean isRefused() {
        return said != null;
    }

    /** Path and text of what counts, as far as it was looked at: different for whatever is not the same. */
    String state() {
        return path + "\n" + counts.text();
    }

    /** One at a time: an older reading must not replace a newer one. */
    private synchronized void look() {
        Stamp stamp = stamp();
        if (stamp.equals(seen)) {
            return;
        }
        try {
            Reading<T> read = read();
            if (!read.value().equals(counts.value())) {
                counts = read;
                LOG.infof("What a file of the settings says has changed setting=%s", setting);
                changed.accept(state());
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

    private Reading<T> read() throws IOException {
        String now = text.of(path);
        // Written anew with other line ends it says the same.
        return new Reading<>(
                meaning.apply(now),
                now.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n")));
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

    static String text(Path path) throws IOException {
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
