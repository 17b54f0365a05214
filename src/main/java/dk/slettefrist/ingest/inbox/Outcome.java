package dk.slettefrist.ingest.inbox;

import java.util.Locale;

/** What became of an object of an inbox. */
enum Outcome {
    STORED,
    /** The same bytes were stored before. */
    KNOWN,
    /** By the rule it should be deleted already. */
    LATE,
    /** Somebody deleted it, and its bytes were still there. */
    HIDDEN,
    /** A file without sound beside a recording that is gone. */
    COMPANION,
    /** It was refused, and its time is over. */
    EXPIRED,
    /** An upload in parts that nobody would have completed, given up. */
    UNFINISHED,
    NO_AUDIO,
    TOO_LARGE,
    /** Other bytes of the same identifiers are stored. */
    CONFLICT,
    /** Neither its name nor its metadata says which call it is. */
    NO_CALL,
    /** Its name cannot be asked for: a part of it is {@code .} or {@code ..}. */
    NO_NAME,
    /** It bears a name such as our own recordings have, and is never touched. */
    OURS,
    /** Trying again may help. */
    FAILED;

    /** Whether it will never be taken, and stays for a while so that somebody can look. */
    boolean isRefusal() {
        return switch (this) {
            case NO_AUDIO, TOO_LARGE, CONFLICT, NO_CALL, NO_NAME -> true;
            default -> false;
        };
    }

    /** As metrics and logs name it. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
