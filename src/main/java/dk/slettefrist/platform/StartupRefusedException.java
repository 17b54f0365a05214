package dk.slettefrist.platform;

/** A start-up check found a reason not to run. The message is one line for the person who starts the service: what is wrong, what to do. */
public final class StartupRefusedException extends RuntimeException {

    public StartupRefusedException(String message) {
        super(message);
    }

    public StartupRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
