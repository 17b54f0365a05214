package dk.slettefrist.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import okhttp3.RequestBody;

import dk.slettefrist.testing.Sound;

/**
 * From the deadline until every byte is gone, while recordings come in and many are stored, next to a cron job that runs {@code find} each minute
 * on as many real files. The files it finds were due one after the other since its last run, so that one run shows what an hour of them would.
 */
final class PurgeLag implements Benchmark {

    private static final int SOUND = 48_044;
    private static final int UPLOADERS = 16;
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final Duration PERIOD = Duration.ofSeconds(6);
    private static final double MOST_MILLIS = 5_000;
    private static final double USUAL_MILLIS = 1_000;
    private static final int FOLDERS = 100;
    private static final String LEFT = "SELECT count(*) FROM recording WHERE sweep_at IS NOT NULL AND";
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
        int rate = Integer.getInteger("bench.uploads", bench.scale().of(50, 200));
        int seconds = bench.scale().of(12, 120);
        bench.say(rate + " uploads per second for " + seconds + " s, " + stored + " stored");
        List<Double> lags = ours(bench, stored, rate, rate * seconds);
        List<Samples> ours = slices(lags, bench.scale().repetitions());
        List<Samples> theirs = theirs(stored, rate, bench.scale().repetitions());
        Samples p999 = of(ours, 0.999);
        bench.report(Figure.of("purge.lag.p99.9", "ms", p999)
                .goal("<= 1,000 ms", Samples.of(lags).percentile(0.999) <= USUAL_MILLIS));
        bench.report(Figure.of("purge.lag.max", "ms", of(ours, 1)).atMost(MOST_MILLIS));
        bench.report(Figure.of("purge.lag.p99", "ms", of(ours, 0.99))
                .nextTo("cron and find", of(theirs, 0.99))
                .timesLess()
                .ratioAtLeast(60));
    }

    private static Samples of(List<Samples> all, double share) {
        return Samples.of(all.stream().map(each -> each.percentile(share)).toList());
    }

    /** In the order in which they were due. */
    private static List<Samples> slices(List<Double> lags, int count) {
        List<Samples> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(Samples.of(lags.subList(i * lags.size() / count, (i + 1) * lags.size() / count)));
        }
        return all;
    }

    /** They ended so long before they come in that they are due {@link #PERIOD} later, by the usual half hour. */
    private static List<Double> ours(Bench bench, int atLeast, int rate, int count) throws Exception {
        WarmService warm = bench.warm();
        Database database = warm.database();
        warm.kept(atLeast);
        int objects = warm.store().count();
        warm.store().deletions();
        String since = " received_at >= '%s'"
                .formatted(database.texts("SELECT clock_timestamp()").get(0));
        Map<String, Long> due = new HashMap<>();
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
        watch.scheduleWithFixedDelay(() -> look(database, since, due), 0, 2, TimeUnit.SECONDS);
        byte[] sound = Sound.wav(SOUND);
        String run = UUID.randomUUID().toString();
        long begun = System.nanoTime();
        Paced.run(UPLOADERS, rate, count, number -> warm.service()
                .stored(run + number, Instant.now().minus(HALF_AN_HOUR).plus(PERIOD), RequestBody.create(sound)));
        double achieved = count / ((System.nanoTime() - begun) / 1e9);
        bench.report(Figure.of("purge.lag.load", "uploads/s of " + rate, Samples.of(achieved))
                .withoutGoal());
        watch.shutdown();
        watch.awaitTermination(1, TimeUnit.MINUTES);
        look(database, since, due);
        while (warm.store().count() > objects || database.number(LEFT + since) > 0) {
            Thread.sleep(100);
        }
        check(bench, due, warm.store().deletions(), count);
        return lags(database, since);
    }

    private static void look(Database database, String since, Map<String, Long> due) {
        try (Connection connection = database.connect();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery("SELECT object_key, CAST(extract(epoch FROM due_at) * 1000000 AS bigint)"
                                + " FROM recording WHERE state = 'STORED' AND" + since)) {
            while (rows.next()) {
                due.put(rows.getString(1), rows.getLong(2));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By the store's own book, on the same clock. */
    private static void check(Bench bench, Map<String, Long> due, List<String> deletions, int count) {
        Map<String, Long> gone = new HashMap<>();
        deletions.forEach(line -> gone.put(line.split(" ")[0], Long.parseLong(line.split(" ")[1])));
        bench.require(deletions.size() == count && gone.size() == count, "each object is deleted, once");
        bench.require(gone.keySet().equals(due.keySet()), "only what is due is deleted");
        bench.require(
                due.entrySet().stream()
                        .allMatch(each -> gone.getOrDefault(each.getKey(), Long.MAX_VALUE) >= each.getValue()),
                "nothing is deleted early");
    }

    /** Until they were confirmed absent, in the order in which they were due. */
    private static List<Double> lags(Database database, String since) throws SQLException {
        return database
                .texts("SELECT extract(epoch FROM purged_at - due_at) * 1000 FROM recording WHERE state = 'PURGED'"
                        + " AND" + since + " ORDER BY due_at")
                .stream()
                .map(Double::valueOf)
                .toList();
    }

    private static List<Samples> theirs(int stored, int rate, int repetitions) throws Exception {
        Path folder = Bench.folder("spool");
        for (int i = 0; i < FOLDERS; i++) {
            Files.createDirectories(folder.resolve("f" + i));
        }
        Instant later = Instant.now().plus(Duration.ofDays(1));
        for (int i = 0; i < stored; i++) {
            file(folder, "kept" + i, i, later);
        }
        List<Samples> all = new ArrayList<>();
        for (int repetition = 0; repetition < repetitions; repetition++) {
            int count = (int) (rate * MINUTE.toSeconds());
            Instant tick = Instant.now().plus(BEFORE_RUN);
            Instant since = tick.minus(MINUTE).minus(MINUTE);
            for (int i = 0; i < count; i++) {
                file(folder, "due" + i, i, since.plus(MINUTE.dividedBy(count).multipliedBy(i)));
            }
            Thread.sleep(Math.max(0, Duration.between(Instant.now(), tick).toMillis()));
            all.add(find(folder));
        }
        return all;
    }

    private static void file(Path folder, String name, int number, Instant modified) throws IOException {
        Path file = Files.createFile(folder.resolve("f" + number % FOLDERS).resolve(name));
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    /** How late it deletes what is older than a minute, in milliseconds, of each as it says that it did. */
    private static Samples find(Path folder) throws Exception {
        Process find = new ProcessBuilder(
                        "find", folder.toString(), "-type", "f", "-mmin", "+1", "-delete", "-printf", "%T@\n")
                .redirectErrorStream(true)
                .start();
        List<Double> lags = new ArrayList<>();
        try (var lines = find.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                double now = Instant.now().toEpochMilli();
                lags.add(now - (Double.parseDouble(line) + MINUTE.toSeconds()) * 1000);
            }
        }
        if (find.waitFor() != 0) {
            throw new IllegalStateException("find ended with " + find.exitValue());
        }
        return Samples.of(lags);
    }
}
