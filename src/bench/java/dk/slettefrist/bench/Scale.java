package dk.slettefrist.bench;

/**
 * How much is done. Quick shows whether a change went the right way; full is what the goals are about.
 *
 * @param full whether the sizes are those of the goals
 * @param repetitions of each side, at least 1
 */
record Scale(boolean full, int repetitions) {

    static Scale fromProperties() {
        boolean full = Boolean.getBoolean("bench.full");
        return new Scale(full, Integer.getInteger("bench.repetitions", 5));
    }

    /** For how long a service is used before anything is measured. */
    int warmUpSeconds() {
        return of(20, 120);
    }

    /** A number that differs between the two. */
    int of(int quick, int whole) {
        return full ? whole : quick;
    }
}
