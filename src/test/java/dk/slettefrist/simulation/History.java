package dk.slettefrist.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import dk.slettefrist.simulation.Tasks.Task;

/** One history: a few hundred acts on a few replicas, whatever fails between them, and what is left when all is calm again. */
final class History {

    private final long seed;
    private final int length;
    private final Set<Integer> without;
    private final Tasks tasks;
    private final Tally tally;
    private final Chance chance;
    private final Weather weather;
    private final World world;
    private final Acts acts;
    private final List<Replica> replicas = new ArrayList<>();
    private final Map<Task, Act> going = new LinkedHashMap<>();
    private Task current;
    private int next;

    /**
     * @param length how many acts
     * @param without acts that are left out: a shorter history of the same kind
     */
    History(long seed, int length, Set<Integer> without, Tasks tasks, Tally tally) {
        this.seed = seed;
        this.length = length;
        this.without = without;
        this.tasks = tasks;
        this.tally = tally;
        this.chance = new Chance(seed);
        this.weather = Weather.of(chance);
        this.world = new World(chance, weather, tally, tasks::pause);
        this.acts = new Acts(world, weather, tally);
        tally.clock(() -> "+" + Duration.between(World.START, world.now()));
        IntStream.rangeClosed(1, weather.replicas()).forEach(i -> replicas.add(new Replica("replica " + i, world)));
    }

    /** @throws Violation when an invariant does not hold */
    void run() {
        tally.note(weather::toString);
        Replica first = replicas.get(0);
        Aftermath aftermath = new Aftermath(world, acts, replicas);
        acts.perform(acts.policyChange(-1, Acts.USUAL, first));
        world.storm();
        tasks.run(this::whoGoesOn);
        tally.note(() -> "all is calm");
        aftermath.run();
    }

    private Task whoGoesOn() {
        world.happen();
        tally.step(world.now().toEpochMilli());
        if (!going.isEmpty() && chance.of(weather.crash())) {
            crash(chance.pick(replicas));
        }
        if (next < length && going.size() < weather.crowd() && (going.isEmpty() || chance.of(300))) {
            begin();
        }
        if (going.isEmpty()) {
            return null;
        }
        if (!going.containsKey(current) || !chance.of(weather.persistence())) {
            current = chance.pick(List.copyOf(going.keySet()));
        }
        tally.step(going.get(current).number);
        return current;
    }

    private void begin() {
        while (without.contains(next) && next < length) {
            next++;
        }
        if (next >= length) {
            return;
        }
        int number = next++;
        Replica replica = chance.pick(replicas);
        if (!replica.isUp()) {
            tally.note(() -> replica.name + " starts again");
            replica.start();
        }
        Act act = acts.make(number, new Chance(seed * 1_000_003 + number), replica);
        going.put(new Task(() -> perform(act)), act);
        tally.note(() -> act.name + " begins on " + replica.name);
    }

    private void perform(Act act) {
        try {
            acts.perform(act);
        } finally {
            going.values().remove(act);
        }
    }

    private void crash(Replica replica) {
        tally.crash();
        tally.note(() -> replica.name + " dies");
        replica.die();
        going.values().stream().filter(act -> act.replica == replica).forEach(Act::die);
    }
}
