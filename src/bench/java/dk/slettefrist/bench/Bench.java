package dk.slettefrist.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a benchmark is given: how much to do, where to put what it found, a folder of its own, and a service that is warm. */
final class Bench implements AutoCloseable {

    private final Scale scale;
    private final Set<String> wanted;
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private final Map<String, Long> durations = new LinkedHashMap<>();

    private WarmService warm;
    private DatabaseOnly databaseOnly;

    /** @param wanted which benchmarks were asked for; none for all */
    Bench(Scale scale, Set<String> wanted) {
        this.scale = scale;
        this.wanted = wanted;
    }

    Scale scale() {
        return scale;
    }

    /** Whether one of that name was asked for. */
    boolean wants(String name) {
        return wanted.isEmpty() || wanted.contains(name);
    }

    /** Whoever asks first starts it and waits until it is warm. */
    WarmService warm() throws Exception {
        if (warm == null) {
            Instant begun = Instant.now();
            warm = WarmService.start(this);
            took("of this, start and warm-up", begun);
        }
        return warm;
    }

    /** Whoever asks first starts it. */
    DatabaseOnly databaseOnly() throws Exception {
        if (databaseOnly == null) {
            Database database = Database.start();
            try {
                databaseOnly = DatabaseOnly.start(database);
            } catch (RuntimeException e) {
                database.close();
                throw e;
            }
        }
        return databaseOnly;
    }

    /** Ends what is shared. */
    @Override
    public void close() throws SQLException {
        if (warm != null) {
            warm.close();
            warm = null;
        }
        if (databaseOnly != null) {
            databaseOnly.close();
            databaseOnly.database().close();
            databaseOnly = null;
        }
    }

    /** Told at once, and kept for the table. */
    void report(Figure figure) {
        figures.add(figure);
        say(figure.toString());
    }

    /** A benchmark that was quick because it was wrong is worth nothing: the build fails when this does not hold. */
    synchronized void require(boolean holds, String what) {
        if (!holds) {
            violations.add(what);
            say("WRONG: " + what);
        }
    }

    /** How long something took, until now; told and kept. */
    void took(String what, Instant since) {
        long seconds = Duration.between(since, Instant.now()).toSeconds();
        durations.merge(what, seconds, Long::sum);
        say(what + " took " + seconds + " s");
    }

    /** What somebody who waits for the result wants to see meanwhile. */
    void say(String line) {
        System.out.println("[bench] " + line);
    }

    /** Empty, below the build's folder, on the same disk each time. */
    static Path folder(String name) {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "bench")), name);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Figure> figures() {
        return figures;
    }

    /** In seconds, in the order in which they ended. */
    Map<String, Long> durations() {
        return durations;
    }

    List<String> violations() {
        return violations;
    }
}
