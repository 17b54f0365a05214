package dk.slettefrist.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether the time of a comparison tells how much of a secret was guessed, by the method of Dudect: O. Reparaz, J. Balasch, I. Verbauwhede, <a
 * href="https://eprint.iacr.org/2016/1123">Dude, is my code constant time?</a> (DATE 2017). Guesses that are wrong in their first character, and guesses that are
 * wrong in their last, are told in an order by chance; Welch's t of their times says whether they differ.
 *
 * @param rounds one after the other; noise of a busy machine differs between them, a leak does not
 */
public record TimingLeakage(List<Round> rounds) {

    private static final int ROUNDS = 5;

    /** In so many rounds it must show, the same way each time. */
    private static final int ENOUGH = 4;

    /** Beyond it, Dudect suspects a leak; beyond 10 it is sure. Here it takes the suspicion of nearly every round. */
    private static final double LEAKS = 4.5;

    /** The slower half is left out: interrupts and other processes, not the comparison. */
    private static final double KEPT = 0.5;

    /** Objects differ in where they lie; so of each guess there are several. */
    private static final int COPIES = 64;

    /**
     * @param t Welch's; positive when guesses that are wrong in their last character take longer
     * @param nanos by how much, on average
     * @param error the standard error of that, in nanoseconds
     */
    public record Round(double t, double nanos, double error) {}

    /**
     * @param right the secret, of at least two characters
     * @param measurements of each round
     * @param comparison answers false to every other text
     */
    public static TimingLeakage of(String right, int measurements, Predicate<String> comparison) {
        SplittableRandom chance = new SplittableRandom(20_261_124);
        String[][] guesses = new String[2][COPIES];
        for (int copy = 0; copy < COPIES; copy++) {
            guesses[0][copy] = wrongAt(0, right);
            guesses[1][copy] = wrongAt(right.length() - 1, right);
        }
        // Beside the test's own thread: an exception with the whole stack of a test run takes longer than what it is
        // thrown by.
        return CompletableFuture.supplyAsync(
                        () -> IntStream.rangeClosed(0, ROUNDS)
                                .mapToObj(round -> round(guesses, measurements, comparison, chance))
                                .skip(1)
                                .toList(),
                        OwnThreads.FOR_EACH)
                .thenApply(TimingLeakage::new)
                .join();
    }

    private static String wrongAt(int position, String right) {
        char[] wrong = right.toCharArray();
        wrong[position] = wrong[position] == 'A' ? 'B' : 'A';
        return new String(wrong);
    }

    private static Round round(
            String[][] guesses, int measurements, Predicate<String> comparison, SplittableRandom chance) {
        long[] nanos = new long[measurements];
        int[] kinds = new int[measurements];
        for (int i = 0; i < measurements; i++) {
            kinds[i] = chance.nextInt(2);
            String guess = guesses[kinds[i]][chance.nextInt(COPIES)];
            long before = System.nanoTime();
            boolean right = comparison.test(guess);
            nanos[i] = System.nanoTime() - before;
            if (right) {
                throw new AssertionError("a wrong guess was taken for right");
            }
        }
        return compared(nanos, kinds);
    }

    /** Welch's t of trimmed means (K. Yuen 1974), as Dudect crops its measurements. */
    private static Round compared(long[] nanos, int[] kinds) {
        Trimmed early = Trimmed.of(nanos, kinds, 0);
        Trimmed late = Trimmed.of(nanos, kinds, 1);
        double difference = late.mean - early.mean;
        double error = Math.sqrt(early.squaredError + late.squaredError);
        return new Round(difference / error, difference, error);
    }

    private record Trimmed(double mean, double squaredError) {

        static Trimmed of(long[] nanos, int[] kinds, int kind) {
            long[] sorted = IntStream.range(0, nanos.length)
                    .filter(i -> kinds[i] == kind)
                    .mapToLong(i -> nanos[i])
                    .sorted()
                    .toArray();
            int kept = (int) (KEPT * sorted.length);
            double mean = Arrays.stream(sorted).limit(kept).average().orElseThrow();
            double all = Arrays.stream(sorted)
                    .map(time -> Math.min(time, sorted[kept]))
                    .average()
                    .orElseThrow();
            double squares = Arrays.stream(sorted)
                    .mapToDouble(time -> Math.pow(Math.min(time, sorted[kept]) - all, 2))
                    .sum();
            return new Trimmed(mean, squares / kept / (kept - 1));
        }
    }

    /** Whether one kind of guess took longer in nearly every round. */
    public boolean isThere() {
        return Stream.of(1, -1)
                .anyMatch(sign ->
                        rounds.stream().filter(r -> sign * r.t() > LEAKS).count() >= ENOUGH);
    }

    @Override
    public String toString() {
        return rounds.stream()
                .map(r -> String.format(Locale.ROOT, "t = %.1f (%.1f ± %.1f ns)", r.t(), r.nanos(), r.error()))
                .collect(Collectors.joining(", "));
    }
}
