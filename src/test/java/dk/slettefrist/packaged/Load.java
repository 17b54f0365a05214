package dk.slettefrist.packaged;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dk.slettefrist.packaged.Story.Periods;
import dk.slettefrist.packaged.Story.Plot;

/** Many stories at once, one after another on each thread, until it is told to stop. */
final class Load implements AutoCloseable {

    private static final List<Plot> PLOTS = List.of(
            Plot.PLAIN, Plot.FLAGGED, Plot.UNFLAGGED, Plot.DAMAGED_FIRST, Plot.DELIVERED_TWICE, Plot.WITH_EVENTS);

    private final Caller caller;
    private final Periods periods;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<Story, Plot> living = new ConcurrentHashMap<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger repeated = new AtomicInteger();
    private volatile boolean ending;

    private Load(Caller caller, Periods periods) {
        this.caller = caller;
        this.periods = periods;
    }

    static Load start(Caller caller, Periods periods, int threads) {
        Load load = new Load(caller, periods);
        for (int i = 0; i < threads; i++) {
            load.threads.execute(load::tellStories);
        }
        return load;
    }

    /** One story more, by the side. */
    void tell(Plot plot) {
        threads.execute(() -> tellOne(plot));
    }

    /** Asks for every recording that is there. */
    void checkAll() {
        living.keySet().forEach(Story::check);
    }

    /** Where answers contradicted what was acknowledged. */
    Queue<String> violations() {
        return violations;
    }

    /** Our identifiers of all recordings that were acknowledged. */
    Set<String> acknowledged() {
        return acknowledged;
    }

    /** How many of them were acknowledged only when the PBX sent them again. */
    int repeated() {
        return repeated.get();
    }

    /** Leaves every story where it is. */
    @Override
    public void close() {
        ending = true;
        threads.shutdownNow();
        try {
            threads.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void acknowledge(String id, int tries) {
        acknowledged.add(id);
        if (tries > 1) {
            repeated.incrementAndGet();
        }
    }

    private void tellStories() {
        Caller.pause(ThreadLocalRandom.current().nextLong(periods.unflagged().toMillis()));
        while (!ending) {
            tellOne(PLOTS.get(ThreadLocalRandom.current().nextInt(PLOTS.size())));
        }
    }

    private void tellOne(Plot plot) {
        Story story = new Story(caller, periods, plot, "c-" + UUID.randomUUID(), this);
        living.put(story, plot);
        try {
            story.run();
        } catch (RuntimeException e) {
            if (!ending) {
                violations.add(e.toString());
            }
        } finally {
            living.remove(story);
        }
    }
}
