package dk.slettefrist.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

import io.vertx.core.buffer.Buffer;

/** What {@link StandIn} holds, for any number of threads. */
final class StandInObjects {

    private static final int FILLED_SIZE = 480_044;

    private final ConcurrentSkipListMap<String, Stored> objects = new ConcurrentSkipListMap<>();
    private final Map<String, Upload> uploads = new ConcurrentHashMap<>();
    private final Queue<String> deletions = new ConcurrentLinkedQueue<>();
    private final Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Stored filled = new Stored(List.of(), FILLED_SIZE, begun);

    /** A body that comes in. */
    static final class Body {

        private final byte[] bytes;
        private int length;

        private Body(byte[] bytes) {
            this.bytes = bytes;
        }

        void add(Buffer chunk) {
            chunk.getBytes(bytes, length);
            length += chunk.length();
        }
    }

    /** @param bodies what is kept of it, in order */
    record Stored(List<byte[]> bodies, long size, Instant since) {

        /** From the first, included, to the last, excluded. */
        Buffer bytes(long from, long to) {
            Buffer all = Buffer.buffer((int) (to - from));
            long position = 0;
            for (byte[] body : bodies) {
                long first = Math.max(from, position);
                long end = Math.min(to, position + body.length);
                if (first < end) {
                    all.appendBytes(body, (int) (first - position), (int) (end - first));
                }
                position += body.length;
            }
            return all;
        }
    }

    private record Upload(String key, TreeMap<Integer, Body> parts) {}

    Body body(int length) {
        return new Body(new byte[length]);
    }

    void put(String key, List<Body> bodies) {
        objects.put(
                key,
                new Stored(
                        bodies.stream().map(body -> body.bytes).toList(),
                        bodies.stream().mapToLong(body -> body.length).sum(),
                        Instant.now()));
    }

    /** One of those that are there already and never read. */
    void fill(String key) {
        objects.put(key, filled);
    }

    Stored get(String key) {
        return objects.get(key);
    }

    /** Remembers when, also where there is nothing to delete. */
    void delete(String key) {
        objects.remove(key);
        deletions.add(key + " " + ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
    }

    /** Since the last time: each key that was to be deleted, and the microsecond of the epoch at which its bytes were gone. */
    List<String> takeDeletions() {
        List<String> taken = new ArrayList<>();
        for (String next = deletions.poll(); next != null; next = deletions.poll()) {
            taken.add(next);
        }
        return taken;
    }

    void begin(String id, String key) {
        uploads.put(id, new Upload(key, new TreeMap<>()));
    }

    void part(String id, int number, Body body) {
        Upload upload = uploads.get(id);
        synchronized (upload) {
            upload.parts.put(number, body);
        }
    }

    void complete(String id) {
        Upload upload = uploads.remove(id);
        put(upload.key, List.copyOf(upload.parts.values()));
    }

    void abort(String id) {
        uploads.remove(id);
    }

    /** Keys by identifiers. */
    Map<String, String> uploads() {
        return uploads.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().key));
    }

    List<Map.Entry<String, Stored>> page(String prefix, String after, int limit) {
        String start = after.compareTo(prefix) > 0 ? after : prefix;
        return objects.tailMap(start, !start.equals(after)).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .limit(limit)
                .toList();
    }

    /** Objects and sizes stay. */
    void forgetBytes() {
        objects.replaceAll((key, stored) -> new Stored(List.of(), stored.size, stored.since));
    }

    /** Without those by which the service asks each minute whether the store is well. */
    int count() {
        return objects.size() - objects.subMap("rec/00000000", "rec/00000001").size();
    }
}
