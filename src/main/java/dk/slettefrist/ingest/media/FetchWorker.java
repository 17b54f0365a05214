package dk.slettefrist.ingest.media;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

/**
 * Works the queue off on this replica, several at once. What it works on it holds by leases that each run renews; whatever a dead replica held is
 * taken over when its lease ends.
 */
@ApplicationScoped
class FetchWorker {

    private static final Logger LOG = Logger.getLogger(FetchWorker.class);

    /** So that leases are renewed in between. */
    private static final int MOST_A_RUN = 100;

    /** Late ones at once beside the rest: each is a short transaction. */
    private static final int MOST_LATE = 4;

    private static final int SECONDS_TO_END = 5;

    private final Fetches fetches;
    private final Attempt attempt;
    private final MediaClient client;
    private final MediaSettings settings;
    private final Map<UUID, Fetch> going = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(FetchWorker::thread);

    FetchWorker(Fetches fetches, Attempt attempt, MediaClient client, MediaSettings settings) {
        this.fetches = fetches;
        this.attempt = attempt;
        this.client = client;
        this.settings = settings;
    }

    /** Renews the leases, and begins as much as is due and fits. Does not wait for any of it. */
    void run() {
        if (!going.isEmpty()) {
            fetches.renew(going.values());
        }
        Optional<Fetch> next = next();
        for (int begun = 1; next.isPresent(); begun++) {
            begin(next.get());
            next = begun < MOST_A_RUN ? next() : Optional.empty();
        }
    }

    /** Breaks off what goes on; another replica goes on with it soon. After this, nothing may be begun. */
    void stop() {
        client.breakOff();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
                LOG.info("Fetching did not end in time; it goes on after the leases");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Fetch> next() {
        int more = going.size() - settings.maxConcurrent();
        return more >= MOST_LATE ? Optional.empty() : fetches.claim(busy(), more >= 0);
    }

    private Set<String> busy() {
        return going.values().stream()
                .collect(Collectors.groupingBy(Fetch::source, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(source -> source.getValue() >= settings.maxPerSource())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private void begin(Fetch fetch) {
        going.put(fetch.claim(), fetch);
        threads.execute(() -> {
            try {
                attempt.make(fetch);
            } catch (RuntimeException e) {
                LOG.errorf(
                        e,
                        "What came of an attempt cannot be written down; it is made again after its lease fetchId=%s",
                        fetch.id());
            } finally {
                going.remove(fetch.claim());
            }
        });
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "media-fetch");
        thread.setDaemon(true);
        return thread;
    }
}
