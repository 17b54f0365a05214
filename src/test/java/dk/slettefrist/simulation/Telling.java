package dk.slettefrist.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is told of one call, by PBX and operator: each at the time at which it was, whenever and however often it arrives. */
enum Telling {
    STARTED("204"),
    ENDED("204"),
    RECORDING("201", "200"),
    FLAG("200", "202"),
    UNFLAG("200", "not-found"),
    SECOND_RECORDING("201", "200");

    /** When the call began. */
    static final Instant BEGIN = World.START.minus(Duration.ofMinutes(3));

    /** When its first recording ended and its second began. */
    static final Instant TRANSFER = BEGIN.plus(Duration.ofMinutes(1));

    static final Instant END = BEGIN.plus(Duration.ofMinutes(2));

    private final Set<String> answers;

    Telling(String... answers) {
        this.answers = Set.of(answers);
    }

    /** What may be answered to it. */
    Set<String> answers() {
        return answers;
    }

    /** In the order in which it was. The call is flagged, or was flagged and unflagged, or neither. */
    static List<Telling> properly(Telling lastFlagAction) {
        List<Telling> order = new ArrayList<>(List.of(STARTED));
        if (lastFlagAction != null) {
            order.add(FLAG);
        }
        if (lastFlagAction == UNFLAG) {
            order.add(UNFLAG);
        }
        order.addAll(List.of(ENDED, RECORDING, SECOND_RECORDING));
        return order;
    }

    /** Every order there is, each telling once. */
    static Stream<List<Telling>> everyOrder() {
        return orders(List.of(values()));
    }

    private static Stream<List<Telling>> orders(List<Telling> of) {
        if (of.isEmpty()) {
            return Stream.of(List.of());
        }
        return of.stream().flatMap(first -> orders(without(of, first))
                .map(rest -> Stream.concat(Stream.of(first), rest.stream()).toList()));
    }

    private static List<Telling> without(List<Telling> of, Telling one) {
        return of.stream().filter(other -> other != one).toList();
    }

    /** An order in which each telling comes again at some later place. */
    static List<Telling> doubled(List<Telling> order, Chance chance) {
        List<Telling> doubled = new ArrayList<>(order);
        for (Telling one : order) {
            doubled.add(chance.between(doubled.indexOf(one) + 1, doubled.size()), one);
        }
        return doubled;
    }

    boolean isFlagAction() {
        return this == FLAG || this == UNFLAG;
    }
}
