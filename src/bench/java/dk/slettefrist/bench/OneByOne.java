package dk.slettefrist.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/**
 * How recordings would be deleted by a job for each of them: the job deletes the object and marks a row. Both schedulers keep their jobs in the
 * same PostgreSQL, with as many threads and connections as the service has connections, and take work in batches.
 */
final class OneByOne implements AutoCloseable {

    private static final int THREADS = 20;
    private static final String POOL = "bench";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Database database;
    private final StoreProcess store;
    private final DirectStore direct;
    private AgroalDataSource pool;

    OneByOne(Database database, StoreProcess store, DirectStore direct) {
        this.database = database;
        this.store = store;
        this.direct = direct;
    }

    /** Jobs per second, from the start of the scheduler until the last row is marked. */
    double quartz(int count) throws Exception {
        List<String> keys = prepare(count);
        CountDownLatch left = new CountDownLatch(count);
        DBConnectionManager.getInstance().addConnectionProvider(POOL, new Pooled());
        Properties properties = new Properties();
        Map.of(
                        "org.quartz.scheduler.instanceName", UUID.randomUUID().toString(),
                        "org.quartz.scheduler.instanceId", "AUTO",
                        "org.quartz.scheduler.batchTriggerAcquisitionMaxCount", Integer.toString(THREADS),
                        "org.quartz.threadPool.threadCount", Integer.toString(THREADS),
                        "org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX",
                        "org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate",
                        "org.quartz.jobStore.dataSource", POOL,
                        "org.quartz.jobStore.tablePrefix", "quartz.QRTZ_",
                        "org.quartz.jobStore.isClustered", "true",
                        "org.quartz.jobStore.acquireTriggersWithinLock", "true")
                .forEach(properties::setProperty);
        org.quartz.Scheduler scheduler = new StdSchedulerFactory(properties).getScheduler();
        scheduler.setJobFactory((bundle, by) -> (Job) context -> {
            deleteOne(context.getMergedJobDataMap().getString("key"));
            left.countDown();
        });
        JobDetail job = JobBuilder.newJob(Job.class)
                .withIdentity("delete")
                .storeDurably()
                .build();
        Set<Trigger> triggers = keys.stream()
                .map(key -> TriggerBuilder.newTrigger()
                        .forJob(job)
                        .usingJobData("key", key)
                        .startAt(new Date())
                        .build())
                .collect(Collectors.toSet());
        scheduler.scheduleJobs(Map.of(job, triggers), false);
        try {
            long begun = System.nanoTime();
            scheduler.start();
            return rate(left, count, begun);
        } finally {
            scheduler.shutdown(true);
        }
    }

    /** Tasks per second, likewise. */
    double dbScheduler(int count) throws Exception {
        List<String> keys = prepare(count);
        CountDownLatch left = new CountDownLatch(count);
        OneTimeTask<Void> task = Tasks.oneTime("delete").execute((instance, context) -> {
            deleteOne(instance.getId());
            left.countDown();
        });
        Scheduler scheduler = Scheduler.create(pool, task)
                .threads(THREADS)
                .pollUsingLockAndFetch(1.0, 4.0)
                .pollingInterval(Duration.ofMillis(500))
                .build();
        List<TaskInstance<?>> tasks =
                keys.stream().<TaskInstance<?>>map(task::instance).toList();
        scheduler.scheduleBatch(tasks, Instant.now());
        try {
            long begun = System.nanoTime();
            scheduler.start();
            return rate(left, count, begun);
        } finally {
            scheduler.stop();
        }
    }

    private double rate(CountDownLatch left, int count, long begun) throws Exception {
        if (!left.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(left.getCount() + " are left");
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (database.number("SELECT count(*) FROM one_by_one WHERE purged_at IS NULL") > 0) {
            throw new IllegalStateException("some are not deleted");
        }
        return count / seconds;
    }

    private List<String> prepare(int count) throws Exception {
        if (pool == null) {
            pool = AgroalDataSource.from(
                    new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(connections -> connections
                            .maxSize(THREADS + 4)
                            .connectionFactoryConfiguration(factory -> factory.jdbcUrl(database.url())
                                    .principal(new NamePrincipal(database.user()))
                                    .credential(new SimplePassword(database.user())))));
            database.execute(
                    "CREATE TABLE one_by_one (key text PRIMARY KEY, purged_at timestamptz)",
                    // As db-scheduler's own description of its table has it.
                    """
                    CREATE TABLE scheduled_tasks (
                        task_name text NOT NULL, task_instance text NOT NULL, task_data bytea,
                        execution_time timestamptz NOT NULL, picked boolean NOT NULL, picked_by text, last_success timestamptz,
                        last_failure timestamptz, consecutive_failures int, last_heartbeat timestamptz, version bigint NOT NULL,
                        priority smallint, PRIMARY KEY (task_name, task_instance))
                    """,
                    "CREATE INDEX ON scheduled_tasks (execution_time)",
                    "CREATE INDEX ON scheduled_tasks (last_heartbeat)");
        }
        String name = UUID.randomUUID().toString();
        List<String> keys = StoredRows.keys(name, count);
        database.execute("INSERT INTO one_by_one SELECT 'direct/%s/' || i FROM generate_series(0, %d) AS i"
                .formatted(name, count - 1));
        store.fill(keys);
        return keys;
    }

    private void deleteOne(String key) {
        try {
            direct.delete(key);
            try (Connection connection = pool.getConnection();
                    var mark = connection.prepareStatement("UPDATE one_by_one SET purged_at = now() WHERE key = ?")) {
                mark.setString(1, key);
                mark.executeUpdate();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.close();
        }
    }

    /** Quartz asks by name. */
    private final class Pooled implements ConnectionProvider {

        @Override
        public Connection getConnection() throws SQLException {
            return pool.getConnection();
        }

        @Override
        public void shutdown() {
            // Others use it, too.
        }

        @Override
        public void initialize() {
            // It is.
        }
    }
}
