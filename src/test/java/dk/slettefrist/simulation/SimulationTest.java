package dk.slettefrist.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The service's own decisions under a simulated clock, database and object store, with faults and crashes between any two side effects. A
 * seed is one history, the same each time.
 */
class SimulationTest {

    private static final int FIXED = Integer.getInteger("slettefrist.simulation.histories", 500);

    private final Logger service = Logger.getLogger("dk.slettefrist");
    private Level before;

    @BeforeEach
    void silence() {
        before = service.getLevel();
        service.setLevel(Level.OFF);
    }

    @AfterEach
    void speak() {
        service.setLevel(before);
    }

    @Test
    void shouldHoldEveryInvariant() {
        Runs runs = new Runs();
        long begin = System.nanoTime();
        Long seed = Long.getLong("slettefrist.simulation.seed");
        if (seed != null) {
            runs.all(seed, 1);
        } else {
            runs.all(1, FIXED);
        }
        System.out.printf(
                "%d s %s acts %d faults %d crashes %d%n",
                (System.nanoTime() - begin) / 1_000_000_000,
                runs.total().outcomes(),
                runs.total().acts(),
                runs.total().faults(),
                runs.total().crashes());
    }

    @Test
    void shouldReplayASeedExactly() {
        try (Tasks tasks = new Tasks()) {
            for (long seed = 1; seed <= 20; seed++) {
                Tally first = new Tally(false);
                Tally second = new Tally(false);

                new History(seed, Runs.LENGTH, Set.of(), tasks, first).run();
                new History(seed, Runs.LENGTH, Set.of(), tasks, second).run();

                assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
            }
        }
    }
}
