package dk.slettefrist.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The service's own decisions under a simulated clock, database and object store, with faults and crashes between any two side effects. A
 * seed is one history, the same each time.
 *
 * <ul>
 *   <li>{@code mvn test -Dtest=SimulationTest} runs some fixed seeds and some fresh ones;
 *   <li>{@code -Dslettefrist.simulation.histories=20000} so many fresh ones;
 *   <li>{@code -Dslettefrist.simulation.seed=7} that history alone.
 * </ul>
 */
@Tag("side-by-side")
@ExtendWith(Silence.class)
class SimulationTest {

    private static final String SEED = "slettefrist.simulation.seed";
    private static final String HISTORIES = "slettefrist.simulation.histories";

    private static final int FIXED = 200;
    private static final int FRESH = 200;

    /** What a simulation that looks at nothing would miss. */
    private static final Set<String> WORTH_SEEING = Set.of(
            "upload 201",
            "upload 200",
            "upload conflict",
            "upload late",
            "upload checksum-mismatch",
            "upload unavailable",
            "upload no answer",
            "flag 200",
            "flag 202",
            "flag gone",
            "flag unavailable",
            "flag no answer",
            "unflag 200",
            "extension 200",
            "read 200",
            "read gone",
            "read broken off",
            "sweep purged",
            "sweep no answer",
            "reconcile repaired",
            "policy applied");

    @Test
    @DisabledIfSystemProperty(named = SEED, matches = ".+")
    @DisabledIfSystemProperty(named = HISTORIES, matches = ".+")
    void shouldHoldEveryInvariantInHistoriesThatAreKnown() {
        Runs runs = new Runs();

        runs.all(1, FIXED);

        assertThat(runs.total().outcomes().keySet()).containsAll(WORTH_SEEING);
    }

    @Test
    @DisabledIfSystemProperty(named = SEED, matches = ".+")
    void shouldHoldEveryInvariantInHistoriesThatNobodyHasSeen() {
        Runs runs = new Runs();

        runs.all(System.currentTimeMillis(), Integer.getInteger(HISTORIES, FRESH));

        assertThat(runs.total().acts()).isPositive();
    }

    @Test
    @EnabledIfSystemProperty(named = SEED, matches = ".+")
    void shouldHoldEveryInvariantInOneHistory() {
        Runs runs = new Runs();

        runs.all(Long.getLong(SEED), 1);

        assertThat(runs.total().acts()).isPositive();
    }

    @Test
    @DisabledIfSystemProperty(named = SEED, matches = ".+")
    void shouldReplayASeedExactly() {
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(fingerprint(seed)).isEqualTo(fingerprint(seed));
        }
    }

    @Test
    @DisabledIfSystemProperty(named = SEED, matches = ".+")
    void shouldGoAnotherWayWithAnotherSeed() {
        assertThat(fingerprint(1)).isNotEqualTo(fingerprint(2));
    }

    private static long fingerprint(long seed) {
        Tally tally = new Tally(false);
        try (Tasks tasks = new Tasks()) {
            new History(seed, Runs.LENGTH, Set.of(), tasks, tally).run();
        }
        return tally.fingerprint();
    }
}
