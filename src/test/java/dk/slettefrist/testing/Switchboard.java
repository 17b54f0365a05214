package dk.slettefrist.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.awaitility.Awaitility;

import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectPage;
import dk.slettefrist.storage.ObjectStore;

/** All who use the running service in a test, the clock they share, and a look behind it. */
@ApplicationScoped
public class Switchboard {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PROBES = ObjectKey.PREFIX + "00000000/";
    private static final int PAGE = 1000;
    private static final int AT_ONCE = 4;

    @Inject
    TimeSource time;

    @Inject
    ObjectStore store;

    @Inject
    DataSource database;

    public Pbx pbx() {
        return new Pbx("pbx", this::now);
    }

    public Pbx otherPbx() {
        return new Pbx("pbx2", this::now);
    }

    /** One that no test lets tell of a call. */
    public Pbx silentPbx() {
        return new Pbx("silent-pbx", this::now);
    }

    public Operator operator() {
        return new Operator("operator");
    }

    public Operator supervisor() {
        return new Operator("supervisor");
    }

    public Auditor auditor() {
        return new Auditor("auditor");
    }

    /** What the service takes for the present. */
    public Instant now() {
        return time.now();
    }

    /** Lets that much time pass. */
    public void pass(Duration duration) {
        AdjustableTime.pass(duration);
    }

    /** Lets time pass until then. */
    public void passUntil(Instant instant) {
        Duration left = Duration.between(now(), instant);
        pass(left.isNegative() ? Duration.ZERO : left);
    }

    /** An identifier that nobody used before. */
    public static String newId(String kind) {
        return kind + "-" + UUID.randomUUID();
    }

    /** Waits until a recording is purged. */
    public void untilPurged(String recording) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> supervisor().recording(recording).path("purgedAt") != null);
    }

    /** Waits until the bucket holds nothing but these. */
    public void untilStoreHoldsAtMost(Set<String> objects) {
        Awaitility.await().atMost(PATIENCE).until(() -> objects.containsAll(objects()));
    }

    /**
     * Ends whatever other tests left: it is all over and purged.
     *
     * @return the moment from which on only what the test does is in the reports
     */
    public Instant startAfresh() {
        pass(Duration.ofDays(31));
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        query(
                                "SELECT string_agg(state || ' due ' || due_at || ' sweep ' || sweep_at, '; ') FROM recording WHERE sweep_at IS NOT NULL"))
                .as("what is left at " + now())
                .isNull());
        return now();
    }

    /** Delivers that many recordings, a few at a time. */
    public void storesMany(int count) {
        ExecutorService deliverers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<String>> stored = IntStream.range(0, count)
                    .mapToObj(i -> deliverers.submit(() -> pbx().recording().stored()))
                    .toList();
            for (Future<String> each : stored) {
                each.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            deliverers.shutdownNow();
        }
    }

    /** Everything in the bucket, but for a probe of the reconciler that an outage broke off: the next one deletes it. */
    public Set<String> objects() {
        Set<String> names = new HashSet<>();
        String after = null;
        do {
            ObjectPage page = store.list(after, PAGE);
            page.items().forEach(item -> names.add(item.name()));
            after = page.next();
        } while (after != null);
        names.removeIf(name -> name.startsWith(PROBES));
        return names;
    }

    /** What rows of recordings that may be heard hold in the bucket. */
    public Set<String> heldObjects() {
        String names = query("SELECT coalesce(string_agg(object_key, ' '), '') FROM recording WHERE state = 'STORED'");
        return names.isEmpty() ? Set.of() : Set.of(names.split(" "));
    }

    /** Where the bytes of a recording lie. */
    public ObjectKey objectOf(String recording) {
        return new ObjectKey(query("SELECT object_key FROM recording WHERE id = '" + recording + "'"));
    }

    /** Whether the store has anything under that key. */
    public boolean holds(ObjectKey key) {
        return !store.present(List.of(key)).isEmpty();
    }

    /** The one value that a query of the service's database answers. */
    public String query(String sql) {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
