package dk.slettefrist.platform;

import java.util.concurrent.CountDownLatch;

import io.quarkus.runtime.Quarkus;
import org.jboss.logging.Logger;

/**
 * One life of the process: surroundings, service, and back in the opposite order. All of it happens on the main thread; a signal only
 * makes the exiting virtual machine wait for that thread, so that the surroundings outlive the service's last request.
 */
final class Launch {
    private static final Logger LOG = Logger.getLogger(Launch.class);

    private final Surroundings surroundings;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean exiting;

    Launch(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    void run(String... args) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::awaitEnd, "await-end"));
        try {
            surroundings.start();
        } catch (RuntimeException | Error e) {
            end(1, e);
            return;
        }
        if (exiting) {
            end(0, null);
        } else {
            Quarkus.run(Service.class, this::end, args);
        }
    }

    private void end(int exitCode, Throwable failure) {
        try {
            if (failure != null && !exiting) {
                LOG.debug("The start failed", failure);
                System.err.println(StartupFailure.describe(failure));
            }
            surroundings.close();
        } finally {
            ended.countDown();
        }
        // Never returns; within an exit that a signal began, it just waits for that one.
        System.exit(exitCode);
    }

    private void awaitEnd() {
        exiting = true;
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
