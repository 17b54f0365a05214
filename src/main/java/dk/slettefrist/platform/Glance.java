package dk.slettefrist.platform;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * What the database says now, for gauges: many read the same answer within a second, and whoever scrapes them must not wait for a database
 * that is silent. Then they are not a number, which no alarm takes for zero. One question is under way at most.
 */
public final class Glance<T> {

    private static final Duration FRESH = Duration.ofSeconds(1);

    /** There are a few glances in one scrape; Prometheus waits ten seconds for all. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private record Asked<T>(Stopwatch since, CompletableFuture<Optional<T>> answer) {}

    private final Supplier<T> question;
    private final Executor threads;
    private final Duration fresh;
    private final Duration patience;
    private Asked<T> last;

    /** @param question may block, and throws when there is no answer; never answers null */
    public Glance(Supplier<T> question) {
        this(question, Infrastructure.getDefaultExecutor(), FRESH, PATIENCE);
    }

    Glance(Supplier<T> question, Executor threads, Duration fresh, Duration patience) {
        this.question = question;
        this.threads = threads;
        this.fresh = fresh;
        this.patience = patience;
    }

    /** One figure of the answer; not a number when there is none, or none in time. */
    public double of(ToDoubleFunction<T> figure) {
        Asked<T> asked = asked();
        Duration left = patience.minus(asked.since().elapsed());
        return asked.answer()
                .copy()
                .completeOnTimeout(Optional.empty(), Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS)
                .join()
                .map(answer -> figure.applyAsDouble(answer))
                .orElse(Double.NaN);
    }

    private synchronized Asked<T> asked() {
        if (last == null || last.answer().isDone() && last.since().elapsed().compareTo(fresh) >= 0) {
            CompletableFuture<Optional<T>> answer = CompletableFuture.supplyAsync(question, threads)
                    .handle((said, thrown) -> Optional.ofNullable(thrown == null ? said : null));
            last = new Asked<>(new Stopwatch(), answer);
        }
        return last;
    }
}
