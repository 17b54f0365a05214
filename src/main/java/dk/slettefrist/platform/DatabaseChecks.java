package dk.slettefrist.platform;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.jboss.logging.Logger;

/**
 * The checks of readiness that ask the database. While it is away each of them keeps its name, is down and says why; the log says it when that begins and when
 * it ends, however many checks there are and however often somebody asks.
 */
@ApplicationScoped
public class DatabaseChecks {

    private static final Logger LOG = Logger.getLogger(DatabaseChecks.class);

    private final Set<String> down = new HashSet<>();
    private Stopwatch since;

    /**
     * Up with its figures; or down, without any, when they are not to be had.
     *
     * @param figures adds them, and may throw whatever it wants
     */
    public HealthCheckResponse named(String name, Consumer<HealthCheckResponseBuilder> figures) {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named(name).up();
        try {
            figures.accept(answer);
        } catch (RuntimeException e) {
            failed(name, e);
            return HealthCheckResponse.named(name)
                    .down()
                    .withData("reason", "the database does not answer")
                    .build();
        }
        answered(name);
        return answer.build();
    }

    private synchronized void failed(String name, RuntimeException e) {
        if (since == null) {
            since = new Stopwatch();
            LOG.warnf("This replica is not ready, for the database does not answer: %s", root(e));
        }
        down.add(name);
    }

    private synchronized void answered(String name) {
        down.remove(name);
        if (since != null && down.isEmpty()) {
            LOG.infof(
                    "The database answers the checks of readiness again afterSeconds=%d",
                    since.elapsed().toSeconds());
            since = null;
        }
    }

    private static Throwable root(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
                .limit(50)
                .reduce((outer, inner) -> inner)
                .orElseThrow();
    }
}
