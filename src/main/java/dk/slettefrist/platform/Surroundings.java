package dk.slettefrist.platform;

import java.util.ServiceLoader;

/**
 * What the service brings along for itself: nothing in the cluster, a database and an object store in the standalone mode. A build
 * provides at most one, by {@link ServiceLoader}.
 */
public interface Surroundings extends AutoCloseable {

    /**
     * Makes the surroundings ready, before the configuration is read: what the service has to know of them is left in system properties.
     *
     * @throws StartupRefusedException when they cannot be made ready; nothing is left running once {@link #close} was called
     */
    void start();

    /** Tells the person at the console that the service answers now. */
    void announce();

    /** Ends what {@link #start} began, after the service has finished its last request. Harmless when nothing was started. */
    @Override
    void close();

    /** The surroundings of this build, always the same object. */
    static Surroundings current() {
        return Discovered.INSTANCE;
    }

    /** Holds what was found on the class path. */
    final class Discovered {
        private static final Surroundings INSTANCE = ServiceLoader.load(
                        Surroundings.class, Surroundings.class.getClassLoader())
                .findFirst()
                .orElseGet(NoSurroundings::new);

        private Discovered() {}
    }
}
