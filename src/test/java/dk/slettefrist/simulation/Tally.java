package dk.slettefrist.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What happened in a history, in numbers; and in words when somebody wants to read it. */
final class Tally {

    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final List<String> notes;
    private int acts;
    private int faults;
    private int crashes;

    /** Of the order of everything; the same for the same seed. */
    private long fingerprint;

    private Supplier<String> clock = () -> "";

    /** @param inWords whether notes are kept */
    Tally(boolean inWords) {
        this.notes = inWords ? new ArrayList<>() : null;
    }

    void clock(Supplier<String> shown) {
        clock = shown;
    }

    void note(Supplier<String> what) {
        if (notes != null) {
            notes.add(clock.get() + "  " + what.get());
        }
    }

    void step(long what) {
        fingerprint = fingerprint * 31 + what;
    }

    void fault() {
        faults++;
    }

    void crash() {
        crashes++;
    }

    void outcome(Act act, String outcome) {
        acts++;
        step(outcome.hashCode());
        outcomes.merge(act.name.replaceAll(" .*", "") + " " + outcome, 1, Integer::sum);
        if (!outcome.equals("nothing")) {
            note(() -> act.name + " on " + act.replica.name + ": " + outcome);
        }
    }

    long fingerprint() {
        return fingerprint;
    }

    int acts() {
        return acts;
    }

    int faults() {
        return faults;
    }

    int crashes() {
        return crashes;
    }

    Map<String, Integer> outcomes() {
        return outcomes;
    }

    List<String> notes() {
        return notes;
    }

    void add(Tally other) {
        acts += other.acts;
        faults += other.faults;
        crashes += other.crashes;
        other.outcomes.forEach((outcome, count) -> outcomes.merge(outcome, count, Integer::sum));
    }
}
