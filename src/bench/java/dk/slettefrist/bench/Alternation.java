package dk.slettefrist.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
        List<Samples> both = all(repetitions, ours, theirs);
        return new Alternation(both.get(0), both.get(1));
    }

    /** More than two likewise, A B C C B A A B C …. */
    static List<Samples> all(int repetitions, Side... sides) throws Exception {
        List<List<Double>> measured =
                Stream.of(sides).<List<Double>>map(side -> new ArrayList<>()).toList();
        for (int i = 0; i < repetitions; i++) {
            for (int turn = 0; turn < sides.length; turn++) {
                int which = i % 2 == 0 ? turn : sides.length - 1 - turn;
                measured.get(which).add(sides[which].measure());
            }
        }
        return measured.stream().map(Samples::of).toList();
    }
}
