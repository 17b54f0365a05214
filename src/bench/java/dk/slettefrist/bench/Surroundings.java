package dk.slettefrist.bench;

/** On what a benchmark measures. In quick settings those that follow each other on the same share it, so that starts and warm-up are paid once. */
enum Surroundings {
    /** It starts all that it needs. */
    OWN,
    /** {@link Bench#warm()}. */
    WARM_SERVICE,
    /** {@link Bench#databaseOnly()}. */
    DATABASE_ONLY
}
