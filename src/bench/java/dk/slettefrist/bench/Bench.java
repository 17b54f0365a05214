package dk.slettefrist.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a benchmark is given: how much to do, where to put what it found, and a folder of its own. */
final class Bench {

    private final Scale scale;
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    Bench(Scale scale) {
        this.scale = scale;
    }

    Scale scale() {
        return scale;
    }

    /** Told at once, and kept for the table. */
    void report(Figure figure) {
        figures.add(figure);
        say(figure.toString());
    }

    /** A benchmark that was quick because it was wrong is worth nothing: the build fails when this does not hold. */
    void require(boolean holds, String what) {
        if (!holds) {
            violations.add(what);
            say("WRONG: " + what);
        }
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

    List<String> violations() {
        return violations;
    }
}
