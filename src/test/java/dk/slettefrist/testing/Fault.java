package dk.slettefrist.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * What happens to the bytes of one direction of a {@link Wire}. It counts from when it was planted and over all connections, and runs on the
 * threads of the wire, so it may take its time. Faults are put in a row with {@link #then}.
 */
@FunctionalInterface
public interface Fault {

    /** Takes bytes; the sooner or later of them that go on are given to {@code to}. */
    void carry(byte[] bytes, int offset, int length, Far to) throws IOException;

    /** Where bytes go on to. */
    @FunctionalInterface
    interface Far {
        void write(byte[] bytes, int offset, int length) throws IOException;
    }

    /** The connection is to be broken, by an end of the stream or by a reset. */
    final class Break extends IOException {

        private final boolean reset;

        Break(boolean reset) {
            super(reset ? "reset" : "cut");
            this.reset = reset;
        }

        boolean isReset() {
            return reset;
        }
    }

    /** What this lets through goes through the next. */
    default Fault then(Fault next) {
        return (bytes, offset, length, to) ->
                carry(bytes, offset, length, (some, from, count) -> next.carry(some, from, count, to));
    }

    /** None. */
    static Fault none() {
        return (bytes, offset, length, to) -> to.write(bytes, offset, length);
    }

    /** Every packet takes that much longer. */
    static Fault delay(Duration latency) {
        return (bytes, offset, length, to) -> {
            pause(latency);
            to.write(bytes, offset, length);
        };
    }

    /** One byte at a time, that many in a second on each connection. */
    static Fault trickle(int bytesPerSecond) {
        Duration each = Duration.ofSeconds(1).dividedBy(bytesPerSecond);
        return (bytes, offset, length, to) -> {
            for (int i = 0; i < length; i++) {
                pause(each);
                to.write(bytes, offset + i, 1);
            }
        };
    }

    /** Swallows everything. */
    static Fault silence() {
        return (bytes, offset, length, to) -> {};
    }

    /** Ends the first connection that it meets; the others go on. */
    static Fault cut() {
        return breakOnce(false);
    }

    /** Resets the first connection that it meets (RST); the others go on. */
    static Fault reset() {
        return breakOnce(true);
    }

    /** Lets the first bytes through, and all others through that fault. */
    static Fault after(long count, Fault fault) {
        AtomicLong before = new AtomicLong(count);
        return (bytes, offset, length, to) -> {
            int unharmed = (int) Math.min(length, Math.max(0, before.getAndAdd(-length)));
            if (unharmed > 0) {
                to.write(bytes, offset, unharmed);
            }
            if (unharmed < length) {
                fault.carry(bytes, offset + unharmed, length - unharmed, to);
            }
        };
    }

    /** Lets everything through until that text passes, and from the packet of that occurrence on (1 is the first) all through that fault. */
    static Fault at(String text, int occurrence, Fault fault) {
        AtomicInteger before = new AtomicInteger(occurrence);
        return (bytes, offset, length, to) -> {
            String packet = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
            int seen = packet.split(Pattern.quote(text), -1).length - 1;
            (before.addAndGet(-seen) > 0 ? none() : fault).carry(bytes, offset, length, to);
        };
    }

    private static Fault breakOnce(boolean reset) {
        AtomicBoolean done = new AtomicBoolean();
        return (bytes, offset, length, to) -> {
            if (done.compareAndSet(false, true)) {
                throw new Break(reset);
            }
            to.write(bytes, offset, length);
        };
    }

    private static void pause(Duration duration) throws IOException {
        try {
            Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
