package dk.slettefrist.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Two sides measured in turns, A B B A A B …, so that a machine that becomes slower or faster meanwhile does so to both.
 *
 * @param ours what the service needed, one value for each repetition
 * @param theirs what the other needed
 */
record Alternation(Samples ours, Samples theirs) {

    /** Measures once. */
    @FunctionalInterface
    interface Side {

        double measure() throws Exception;
    }

    static Alternation run(int repetitions, Side ours, Side theirs) throws Exception {
        List<Double> a = new ArrayList<>();
        List<Double> b = new ArrayList<>();
        for (int i = 0; i < repetitions; i++) {
            if (i % 2 == 0) {
                a.add(ours.measure());
                b.add(theirs.measure());
            } else {
                b.add(theirs.measure());
                a.add(ours.measure());
            }
        }
        return new Alternation(Samples.of(a), Samples.of(b));
    }
}
