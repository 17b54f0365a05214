package dk.slettefrist.bench;

import java.util.Set;

/** One row of the table of what is measured, or several that come from the same run. */
interface Benchmark {

    /** What {@code -Dbench=…} calls it; the names of its figures begin so. */
    String name();

    /** All that it answers to, where two are measured on the same processes. */
    default Set<String> names() {
        return Set.of(name());
    }

    /** What it needs; whatever else there is is ended before, so that the machine is quiet. */
    default Surroundings surroundings() {
        return Surroundings.OWN;
    }

    /**
     * Starts what it compares, measures, and ends what it started. What others left behind in its surroundings is there. What it finds wrong (something lost, done twice or early) it tells by {@link
     * Bench#require}.
     */
    void run(Bench bench) throws Exception;
}
