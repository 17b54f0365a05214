package dk.slettefrist.platform;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/** Keeps a log from being flooded from outside: each thing is said at once, then once a minute at most, with how often it happened. */
public final class Restraint {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** More are taken for one. */
    private static final int MOST_THINGS = 1000;

    private static final String ANY_OTHER = "any other";

    private static final class Said {
        private Long at;
        private int since;
    }

    private final Map<String, Said> things = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    public Restraint() {
        this(System::nanoTime);
    }

    /** @param nanos elapsed time, as {@link System#nanoTime} */
    Restraint(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * It happened once more.
     *
     * @param thing each is remembered, up to a thousand; what is new after that is taken for one and the same
     * @param say told how often it happened since it was said last, when it is time to say so
     */
    public void say(String thing, IntConsumer say) {
        String known = things.containsKey(thing) || things.size() < MOST_THINGS ? thing : ANY_OTHER;
        Said said = things.computeIfAbsent(known, unheard -> new Said());
        int times;
        synchronized (said) {
            long now = nanos.getAsLong();
            said.since++;
            if (said.at != null && now - said.at < PAUSE.toNanos()) {
                return;
            }
            said.at = now;
            times = said.since;
            said.since = 0;
        }
        say.accept(times);
    }
}
