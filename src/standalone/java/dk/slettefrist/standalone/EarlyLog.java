package dk.slettefrist.standalone;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The embedded servers speak before the service has set up its log. */
final class EarlyLog {
    /** Referenced from here, or the levels would be forgotten with the loggers. */
    private static final List<Logger> LOUD = List.of(Logger.getLogger("io.zonky"), Logger.getLogger("org.gaul"));

    private EarlyLog() {}

    static void quiet() {
        LOUD.forEach(logger -> logger.setLevel(Level.WARNING));
    }
}
