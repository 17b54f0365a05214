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
 * @param ratio ours by theirs, of the medians, or as the benchmark defines it; NaN where there is no other side
 * @param goal in words; "none" for a figure that only explains others
 * @param met whether it is; true where there is none
 */
record Figure(
        String name, String unit, Samples ours, String nextTo, Samples theirs, double ratio, String goal, boolean met) {

    static Builder of(String name, String unit, Samples ours) {
        return new Builder(name, unit, ours);
    }

    @Override
    public String toString() {
        String other = theirs == null
                ? ""
                : String.format(Locale.ROOT, ", %s %s, ratio %.3f", nextTo, Table.number(theirs.median()), ratio);
        return String.format(
                Locale.ROOT,
                "%s: %s %s%s; goal %s: %s",
                name,
                Table.number(ours.median()),
                unit,
                other,
                goal,
                met ? "met" : "MISSED");
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
            this.ratio = ours.median() / theirs.median();
            return this;
        }

        /** Theirs by ours, where less is better and the goal says how many times. */
        Builder timesLess() {
            this.ratio = theirs.median() / ours.median();
            return this;
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

        Figure goal(String words, DoublePredicate ofMedian) {
            return goal(words, ofMedian.test(ours.median()));
        }

        Figure goal(String words, boolean met) {
            return new Figure(name, unit, ours, nextTo, theirs, ratio, words, met);
        }

        /** It only explains others. */
        Figure withoutGoal() {
            return goal("none", true);
        }
    }
}
