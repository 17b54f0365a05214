package dk.slettefrist.bench;

import java.util.ArrayList;
import java.util.List;

/** The same measured again and again. The median stands for it: one disturbed repetition does not move it. */
final class Samples {

    private final List<Double> sorted;

    private Samples(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        sorted = values.stream().sorted().toList();
    }

    static Samples of(List<Double> values) {
        return new Samples(values);
    }

    static Samples of(double... values) {
        List<Double> boxed = new ArrayList<>();
        for (double value : values) {
            boxed.add(value);
        }
        return new Samples(boxed);
    }

    double median() {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
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
