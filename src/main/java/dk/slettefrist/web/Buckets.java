package dk.slettefrist.web;

import java.time.Duration;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;

/** One token bucket for each client. A client that is not seen for a while is forgotten; its bucket would be full again by then. */
final class Buckets {

    private static final Duration FORGET_AFTER = Duration.ofMinutes(10);

    private final LoadingCache<String, Bucket> buckets;

    /**
     * Full ones.
     *
     * @param capacity how much can be saved up
     * @param refill how many come back in {@code period}, evenly
     * @param remembered of how many clients at most
     */
    Buckets(long capacity, long refill, Duration period, long remembered, TimeMeter time) {
        this.buckets = Caffeine.newBuilder()
                .maximumSize(remembered)
                .expireAfterAccess(FORGET_AFTER)
                .build(client -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(capacity).refillGreedy(refill, period))
                        .withCustomTimePrecision(time)
                        .build());
    }

    /** Takes one. Empty when there was one; else how long until there is. */
    Optional<Duration> take(String client) {
        long wait = buckets.get(client).tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill();
        return wait == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(wait));
    }

    /** As {@link #take}, and leaves it there. */
    Optional<Duration> look(String client) {
        long wait = buckets.get(client).estimateAbilityToConsume(1).getNanosToWaitForRefill();
        return wait == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(wait));
    }

    /** Gives one back that was taken. */
    void giveBack(String client) {
        buckets.get(client).addTokens(1);
    }

    /** Of how many clients it knows, about. */
    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }
}
