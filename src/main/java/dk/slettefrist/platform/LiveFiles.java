package dk.slettefrist.platform;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

/** All files of the settings whose text counts while the service runs, and what changed in them and was not yet written down. */
@ApplicationScoped
public class LiveFiles {

    /** What waits beyond is forgotten; the next change, or start, is then seen as one. */
    private static final int MOST_WAITING = 1000;

    /**
     * A file that says something else.
     *
     * @param setting the name of the setting that names the file
     * @param state different for whatever is not the same; holds a secret, so it must be told nobody
     */
    public record Change(String setting, String state) {

        /** Never tells the state. */
        @Override
        public String toString() {
            return setting;
        }
    }

    private final Map<String, LiveFile<?>> files = new ConcurrentHashMap<>();
    private final Queue<Change> waiting = new ArrayBlockingQueue<>(MOST_WAITING);

    /**
     * Reads a file for the first time and remembers it.
     *
     * @param <T> what is made of its text; told apart by {@code equals}
     * @param setting the name of the setting that names the file; log and audit tell it, and failures tell its last part
     * @param meaning throws an {@link IllegalArgumentException} when the text cannot count; its message says why without telling the text
     * @throws IllegalArgumentException when it cannot be read or cannot count; the message says why
     */
    public <T> LiveFile<T> read(String setting, Path path, Function<String, T> meaning) {
        LiveFile<T> file = new LiveFile<>(
                setting, path, meaning, LiveFile::text, state -> waiting.offer(new Change(setting, state)));
        files.put(setting, file);
        return file;
    }

    /** Looks at each, also at those that nobody uses just now. */
    public void look() {
        files.values().forEach(LiveFile::now);
    }

    /** How many are not what counts, because they are bad or gone. */
    public long refused() {
        return files.values().stream().filter(LiveFile::isRefused).count();
    }

    /** What counts of each, by the name of its setting; holds secrets. */
    public Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        files.forEach((setting, file) -> states.put(setting, file.state()));
        return states;
    }

    /** The oldest change that waits, until it is {@link #done}. */
    public Optional<Change> oldest() {
        return Optional.ofNullable(waiting.peek());
    }

    /** It is written down. */
    public void done(Change change) {
        waiting.remove(change);
    }
}
