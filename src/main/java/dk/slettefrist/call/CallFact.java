package dk.slettefrist.call;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * What one event or one upload told of a call. Facts are a set: the order in which they come, and how often, does not matter.
 *
 * @param at when it happened by the PBX, never later than when it was told
 * @param operator extension or name of the operator who takes part; this and the rest are null when not told
 */
public record CallFact(
        Kind kind, Instant at, String operator, String queue, String caller, String callee, Direction direction) {

    /** In the order in which they happen. */
    public enum Kind {
        STARTED,
        ANSWERED,
        RECORDED,
        ENDED
    }

    private static final Comparator<CallFact> IN_TIME =
            Comparator.comparing(CallFact::at).thenComparing(CallFact::kind);

    /** What the latest of the facts that say anything about a field says; null when none does. */
    public static <T> T latest(List<CallFact> facts, Function<CallFact, T> field) {
        return facts.stream()
                .sorted(IN_TIME.reversed())
                .map(field)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
