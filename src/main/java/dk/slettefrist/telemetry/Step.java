package dk.slettefrist.telemetry;

import java.util.Locale;

/** What happens to a recording; each is a span of its trace. */
public enum Step {
    /** From the admission of an upload until it is stored, or not. */
    RECEIVE,
    /** An operator saved its call. */
    FLAG,
    /** An operator took that back. */
    UNFLAG,
    /** A supervisor asked for its sound, until the answer began. */
    LISTEN,
    /** From the claim of a recording that is due until its bytes are confirmed absent and its row is buried, or it has to be tried again. */
    PURGE;

    /** Its name in traces and figures. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
