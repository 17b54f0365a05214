package dk.slettefrist.bench;

import java.util.Locale;
import java.util.function.DoublePredicate;

/**
 * A line of the table.
 *
 * @param name the benchmark's, and which of its figures it is, such as {@code purge.lag.p99}
 * @param unit of both sides
 * @param ours the service
 * @param nextTo what stands on the other side, in words
 * @param theirs the other side; null where a bare limit is the goal
 * @param ratio ours by theirs, or as the benchmark defines it; NaN where there is no other side
 * @param goal in words; null for a figure that only explains others
 * @param met whether it is; null where there is none
 */
record Figure(
        String name, String unit, Samples ours, String nextTo, Samples theirs, double ratio, String goal, Boolean met) {

    static Builder of(String name, String unit, Samples ours) {
        return new Builder(name, unit, ours);
    }

    @Override
    public String toString() {
        String other = theirs == null
                ? ""
                : String.format(Locale.ROOT, ", %s %s, ratio %.3f", nextTo, Table.number(theirs.value()), ratio);
        return String.format(
                Locale.ROOT,
                "%s: %s %s%s%s",
                name,
                Table.number(ours.value()),
                unit,
                other,
                goal == null ? "" : "; goal " + goal + ": " + (met ? "met" : "MISSED"));
    }

    /** The other side first, then the goal. */
    static final class Builder {

        private final String name;
        private final String unit;
        private final Samples ours;
        private String nextTo = "";
        private Samples theirs;
        private double ratio = Double.NaN;

        private Builder(String name, String unit, Samples ours) {
            this.name = name;
            this.unit = unit;
            this.ours = ours;
        }

        Builder nextTo(String whom, Samples theirs) {
            this.nextTo = whom;
            this.theirs = theirs;
            this.ratio = ours.value() / theirs.value();
            return this;
        }

        /** Theirs by ours, where less is better and the goal says how many times. */
        Builder timesLess() {
            this.ratio = theirs.value() / ours.value();
            return this;
        }

        double ratio() {
            return ratio;
        }

        Figure ratioAtLeast(double least) {
            return goal("ratio >= " + Table.number(least), ratio >= least);
        }

        Figure ratioAtMost(double most) {
            return goal("ratio <= " + Table.number(most), ratio <= most);
        }

        /** Of the worst repetition. */
        Figure atMost(double most) {
            return goal("<= " + Table.number(most) + " " + unit, ours.most() <= most);
        }

        Figure goal(String words, DoublePredicate reached) {
            return goal(words, reached.test(ours.value()));
        }

        Figure goal(String words, boolean met) {
            return new Figure(name, unit, ours, nextTo, theirs, ratio, words, met);
        }

        /** It only explains others. */
        Figure withoutGoal() {
            return new Figure(name, unit, ours, nextTo, theirs, ratio, null, null);
        }
    }
}
