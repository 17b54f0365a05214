package dk.slettefrist.bench;

/** One row of the table of what is measured, or several that come from the same run. */
interface Benchmark {

    /** What {@code -Dbench=…} calls it; the names of its figures begin so. */
    String name();

    /**
     * Starts what it compares, measures, and ends what it started. What it finds wrong (something lost, done twice or early) it tells by {@link
     * Bench#require}.
     */
    void run(Bench bench) throws Exception;
}
