package dk.slettefrist.platform;

import java.net.BindException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;

import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;

/** Puts a failed start into the one line that the person at the console reads. */
final class StartupFailure {

    private static final String NOT_SET =
            "The config property (\\S+) is required but it could not be found in any config source";

    private static final String EMPTY =
            "The config property (\\S+) is defined as the empty String \\(\"\"\\) which the following Converter considered to be null: \\S+";

    private StartupFailure() {}

    static String describe(Throwable failure) {
        return "Slettefrist does not start: " + reason(failure).strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static String reason(Throwable failure) {
        return causes(failure)
                .map(StartupFailure::known)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> unknown(failure));
    }

    private static String known(Throwable cause) {
        if (cause instanceof StartupRefusedException) {
            return cause.getMessage();
        }
        if (cause instanceof QuarkusBindException bind) {
            return "port " + bind.getPort() + " of " + bind.getHost()
                    + " is in use by another process; set QUARKUS_HTTP_PORT to a free one";
        }
        if (cause instanceof BindException) {
            // The framework says of its management interface neither address nor port.
            return "the management interface cannot be opened (" + cause.getMessage()
                    + "); set QUARKUS_MANAGEMENT_PORT to a free port, and QUARKUS_MANAGEMENT_HOST to an address of this machine";
        }
        if (cause instanceof ConfigValidationException || cause instanceof ConfigurationException) {
            return cause.getMessage()
                    .replaceAll(NOT_SET, "$1 is not set: docs/CONFIGURATION.md says what it means")
                    .replaceAll(EMPTY, "$1 is empty: fill it in, or take it away where it has a default")
                    .replaceAll("java\\.[\\w.]+: |SRCFG\\d+: | threw an Exception whilst being converted", "");
        }
        if (cause instanceof SQLException sql && sql.getSQLState() != null) {
            return "the database says: " + sql.getMessage();
        }
        return null;
    }

    private static String unknown(Throwable failure) {
        Throwable root = causes(failure).reduce((first, second) -> second).orElseThrow();
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(50);
    }
}
