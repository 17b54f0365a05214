package dk.slettefrist.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * The same measured again and again. The median stands for it: one disturbed repetition does not move it. A percentile is of the measurements of all
 * repetitions together; those of each are only its spread.
 */
final class Samples {

    private final List<Double> sorted;
    private final double value;

    private Samples(List<Double> sorted, double value) {
        this.sorted = sorted;
        this.value = value;
    }

    static Samples of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return new Samples(
                sorted,
                sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
    }

    /** That percentile of all of them together; its spread is that of the same percentile of each. */
    static Samples percentile(List<Samples> each, double share) {
        Samples all = of(each.stream().flatMap(one -> one.sorted.stream()).toList());
        return new Samples(
                each.stream().map(one -> one.percentile(share)).sorted().toList(), all.percentile(share));
    }

    static Samples of(double... values) {
        List<Double> boxed = new ArrayList<>();
        for (double value : values) {
            boxed.add(value);
        }
        return of(boxed);
    }

    /** What stands for all of them. */
    double value() {
        return value;
    }

    double least() {
        return sorted.get(0);
    }

    double most() {
        return sorted.get(sorted.size() - 1);
    }

    /** The smallest value that at least this share of all does not exceed. */
    double percentile(double share) {
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }

    int count() {
        return sorted.size();
    }
}
