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

    /** The first glance of a scrape waits for so long; Prometheus waits ten seconds for all. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Silence DATABASE = new Silence();

    /** When nobody was answered just now: who asks then does not wait as long again. */
    private static final class Silence {

        private static final Duration RECENT = Duration.ofSeconds(5);
        private static final Duration BRIEF = Duration.ofMillis(100);

        private volatile Stopwatch since;

        Duration patience(Duration usual) {
            Stopwatch last = since;
            boolean recent = last != null && last.elapsed().compareTo(RECENT) < 0;
            return recent && BRIEF.compareTo(usual) < 0 ? BRIEF : usual;
        }

        void heard(boolean answered) {
            since = answered ? null : new Stopwatch();
        }
    }

    private record Asked<T>(Stopwatch since, CompletableFuture<Optional<T>> answer) {}

    private final Supplier<T> question;
    private final Executor threads;
    private final Duration fresh;
    private final Duration patience;
    private final Silence silence;
    private Asked<T> last;

    /** @param question may block, and throws when there is no answer; never answers null */
    public Glance(Supplier<T> question) {
        this(question, Infrastructure.getDefaultExecutor(), FRESH, PATIENCE, DATABASE);
    }

    Glance(Supplier<T> question, Executor threads, Duration fresh, Duration patience) {
        this(question, threads, fresh, patience, new Silence());
    }

    private Glance(Supplier<T> question, Executor threads, Duration fresh, Duration patience, Silence silence) {
        this.question = question;
        this.threads = threads;
        this.fresh = fresh;
        this.patience = patience;
        this.silence = silence;
    }

    /** One figure of the answer; not a number when there is none, or none in time. */
    public double of(ToDoubleFunction<T> figure) {
        Asked<T> asked = asked();
        Duration left = silence.patience(patience).minus(asked.since().elapsed());
        Optional<T> answer = asked.answer()
                .copy()
                .completeOnTimeout(Optional.empty(), Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS)
                .join();
        silence.heard(asked.answer().isDone());
        return answer.map(said -> figure.applyAsDouble(said)).orElse(Double.NaN);
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
