package dk.slettefrist.ingest.inbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Looks into inboxes, each on a thread of its own and never twice at once, so that one that hangs keeps no other waiting. */
final class SideBySide {

    private static final Duration TO_END = Duration.ofSeconds(5);

    private final Consumer<Inbox> round;
    private final Duration every;
    private final Map<String, CompletableFuture<Void>> going = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(SideBySide::thread);
    private volatile boolean stopped;

    SideBySide(Consumer<Inbox> round, Duration every) {
        this.round = round;
        this.every = every;
    }

    /** One round through each. As long as one goes on, the others are looked into again and again; returns when none goes on. */
    void run(List<Inbox> inboxes) {
        boolean ended = false;
        while (!ended && !stopped) {
            inboxes.forEach(this::begin);
            ended = endWithin(every);
        }
    }

    /** Begins nothing any more, and waits a little for what goes on. */
    void stop() {
        stopped = true;
        endWithin(TO_END);
        threads.shutdown();
    }

    private void begin(Inbox inbox) {
        CompletableFuture<Void> last = going.get(inbox.source().name());
        if (last == null || last.isDone()) {
            going.put(inbox.source().name(), CompletableFuture.runAsync(() -> round.accept(inbox), threads));
        }
    }

    private boolean endWithin(Duration patience) {
        try {
            CompletableFuture.allOf(going.values().toArray(CompletableFuture[]::new))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a round through an inbox failed", e.getCause());
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "inbox");
        thread.setDaemon(true);
        return thread;
    }
}
