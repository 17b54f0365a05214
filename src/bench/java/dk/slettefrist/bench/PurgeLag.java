package dk.slettefrist.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import okhttp3.RequestBody;

import dk.slettefrist.testing.Sound;

/**
 * From the deadline until every byte is gone, while recordings come in and many are stored, next to a cron job that runs {@code find} each minute
 * on as many real files. The files it finds were due one after the other since its last run, at the rate at which the service took recordings.
 */
final class PurgeLag implements Benchmark {

    private static final int SOUND = 48_044;
    private static final int UPLOADERS = 16;
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final double MOST_MILLIS = 5_000;
    private static final double USUAL_MILLIS = 1_000;
    private static final double CARRIED = 0.95;
    private static final int PATIENCE_SECONDS = 600;
    private static final int FOLDERS = 100;
    /** What is due in the minute between two runs. */
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** In which the files are made. */
    private static final Duration BEFORE_RUN = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "purge.lag";
    }

    @Override
    public Surroundings surroundings() {
        return Surroundings.WARM_SERVICE;
    }

    @Override
    public void run(Bench bench) throws Exception {
        int stored = bench.scale().of(30_000, 1_000_000);
        int rate = Integer.getInteger("bench.uploads", bench.scale().of(25, 200));
        int seconds = bench.scale().of(6, 24);
        int rounds = bench.scale().repetitions();
        bench.say("%d rounds of %d uploads, %d per second, %d stored".formatted(rounds, rate * seconds, rate, stored));
        Duration period = Duration.ofSeconds(bench.scale().of(4, 6));
        Ours ours = new Ours(bench, stored, rate, rate * seconds, period);
        try (Cron theirs = new Cron(stored)) {
            Alternation.run(rounds, ours::round, () -> theirs.round((int) (ours.carried() * MINUTE.toSeconds())));
            ours.check();
            report(bench, rate, ours, theirs);
        }
    }

    private static void report(Bench bench, int rate, Ours ours, Cron theirs) {
        Samples load = Samples.of(ours.carried);
        boolean carried = load.least() >= CARRIED * rate;
        String at = " at %d uploads/s".formatted(rate);
        bench.report(Figure.of("purge.lag.load", "uploads/s of " + rate, load).withoutGoal());
        Samples usual = Samples.percentile(ours.lags, 0.999);
        bench.report(Figure.of("purge.lag.p99.9", "ms", usual)
                .goal("<= 1,000 ms" + at, carried && usual.value() <= USUAL_MILLIS));
        Samples most = Samples.percentile(ours.lags, 1);
        bench.report(Figure.of("purge.lag.max", "ms", most)
                .goal("<= 5,000 ms" + at, carried && most.value() <= MOST_MILLIS));
        Figure.Builder both = Figure.of("purge.lag.p99", "ms", Samples.percentile(ours.lags, 0.99))
                .nextTo("cron and find", Samples.percentile(theirs.lags, 0.99))
                .timesLess();
        bench.report(both.goal("ratio >= 60" + at, carried && both.ratio() >= 60));
    }

    /** They ended so long before they come in that they are due a short period later, by the usual half hour. */
    private static final class Ours {

        private final Bench bench;
        private final WarmService warm;
        private final Database database;
        private final int rate;
        private final int count;
        private final Duration period;
        private final byte[] sound = Sound.wav(SOUND);
        private final int objects;
        private final String since;
        /** By the names of the calls, in microseconds of the epoch, by the sender's own reckoning. */
        private final Map<String, Long> due = new ConcurrentHashMap<>();
        /** The call of each key. */
        private final Map<String, String> calls = new HashMap<>();

        private final List<Double> carried = new ArrayList<>();
        private final List<Samples> lags = new ArrayList<>();

        Ours(Bench bench, int stored, int rate, int count, Duration period) throws Exception {
            this.bench = bench;
            this.warm = bench.warm();
            this.database = warm.database();
            this.rate = rate;
            this.count = count;
            this.period = period;
            warm.kept(stored);
            this.objects = warm.store().count();
            this.since = database.texts("SELECT clock_timestamp()").get(0);
            warm.store().deletions();
        }

        /** Of the last round, in uploads per second. */
        double carried() {
            return carried.get(carried.size() - 1);
        }

        /** Answers the longest lag. */
        double round() throws Exception {
            String began = database.texts("SELECT clock_timestamp()").get(0);
            String round = UUID.randomUUID().toString();
            ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
            try {
                watch.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
                long begun = System.nanoTime();
                Paced.run(UPLOADERS, rate, count, number -> upload(round + number));
                carried.add(count / ((System.nanoTime() - begun) / 1e9));
            } finally {
                watch.shutdown();
                watch.awaitTermination(1, TimeUnit.MINUTES);
            }
            look();
            Waiting.until(
                    PATIENCE_SECONDS,
                    () -> warm.store().count() <= objects
                            && database.number("SELECT count(*) FROM recording WHERE sweep_at IS NOT NULL AND"
                                            + " received_at >= '" + since + "'")
                                    == 0);
            Samples all = Samples.of(database
                    .texts("SELECT extract(epoch FROM purged_at - due_at) * 1000 FROM recording"
                            + " WHERE state = 'PURGED' AND received_at >= '" + began + "'")
                    .stream()
                    .map(Double::valueOf)
                    .toList());
            bench.require(all.count() == count, "what came in is purged");
            lags.add(all);
            return all.most();
        }

        private void upload(String call) throws IOException {
            Instant ended = Instant.now().minus(HALF_AN_HOUR).plus(period).truncatedTo(ChronoUnit.MICROS);
            due.put(call, ChronoUnit.MICROS.between(Instant.EPOCH, ended.plus(HALF_AN_HOUR)));
            warm.service().stored(call, ended, RequestBody.create(sound));
        }

        /** Which keys there are: a purged recording has none. */
        private void look() {
            try (Connection connection = database.connect();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT object_key, call_id FROM recording"
                            + " WHERE state = 'STORED' AND received_at >= '" + since + "'")) {
                while (rows.next()) {
                    calls.put(rows.getString(1), rows.getString(2));
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        /** By the store's own book, on the same clock. */
        void check() throws Exception {
            List<String> deletions = warm.store().deletions();
            Map<String, Long> gone = new HashMap<>();
            deletions.forEach(line -> gone.putIfAbsent(line.split(" ")[0], Long.parseLong(line.split(" ")[1])));
            bench.require(
                    deletions.size() == due.size() && gone.keySet().equals(calls.keySet()),
                    "each object that came in is deleted, once, and no other");
            bench.require(warm.store().count() == objects, "what is kept is there");
            bench.require(
                    calls.entrySet().stream()
                            .allMatch(each -> gone.getOrDefault(each.getKey(), 0L) >= due.get(each.getValue())),
                    "nothing is deleted early");
            String events = "FROM audit_event WHERE type = 'PURGED' AND at >= '" + since + "'";
            bench.require(
                    database.number("SELECT count(*) " + events) == due.size()
                            && database.number("SELECT count(DISTINCT recording) " + events) == due.size(),
                    "each purge is written, once");
        }
    }

    /** Real files in a spool, and the job that deletes what is older than a minute. */
    private static final class Cron implements AutoCloseable {

        private final Path folder = Bench.folder("spool");
        private final List<Samples> lags = new ArrayList<>();

        Cron(int stored) throws IOException {
            for (int i = 0; i < FOLDERS; i++) {
                Files.createDirectories(folder.resolve("f" + i));
            }
            Instant later = Instant.now().plus(Duration.ofDays(1));
            for (int i = 0; i < stored; i++) {
                file("kept" + i, i, later);
            }
        }

        /** Answers the longest lag of so many that became due in the last minute. */
        double round(int count) throws Exception {
            Instant tick = Instant.now().plus(BEFORE_RUN);
            Instant since = tick.minus(MINUTE).minus(MINUTE);
            for (int i = 0; i < count; i++) {
                file("due" + i, i, since.plus(MINUTE.dividedBy(count).multipliedBy(i)));
            }
            Thread.sleep(Math.max(0, Duration.between(Instant.now(), tick).toMillis()));
            Samples all = find();
            lags.add(all);
            return all.most();
        }

        private void file(String name, int number, Instant modified) throws IOException {
            Path file = Files.createFile(folder.resolve("f" + number % FOLDERS).resolve(name));
            Files.setLastModifiedTime(file, FileTime.from(modified));
        }

        /** How late it deletes what is older than a minute, in milliseconds, of each as it says that it did. */
        private Samples find() throws Exception {
            Process find = new ProcessBuilder(
                            "find", folder.toString(), "-type", "f", "-mmin", "+1", "-delete", "-printf", "%T@\n")
                    .redirectErrorStream(true)
                    .start();
            List<Double> late = new ArrayList<>();
            try (var lines = find.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    double now = Instant.now().toEpochMilli();
                    late.add(now - (Double.parseDouble(line) + MINUTE.toSeconds()) * 1000);
                }
            }
            if (find.waitFor() != 0) {
                throw new IllegalStateException("find ended with " + find.exitValue());
            }
            return Samples.of(late);
        }

        @Override
        public void close() throws IOException {
            new ProcessBuilder("rm", "-r", folder.toString())
                    .inheritIO()
                    .start()
                    .onExit()
                    .join();
        }
    }
}
