package dk.slettefrist.platform;

import java.time.Instant;
import java.util.Locale;

/**
 * Every way in which a request is refused. One class a problem type of the interface; the message is for the one who asked: it says what
 * to do, and holds nothing personal.
 */
public abstract sealed class DomainException extends RuntimeException {

    private DomainException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The kind of refusal as the audit names it, like {@code too-large}. */
    public String kind() {
        return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** Identifiers, times or parameters are not as they must be. */
    public static final class InvalidRequest extends DomainException {
        public InvalidRequest(String message) {
            super(message, null);
        }

        public InvalidRequest(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The message does not prove that it comes from where it says. */
    public static final class NotProven extends DomainException {
        public NotProven(String message) {
            super(message, null);
        }
    }

    /** Nothing of that name is known. */
    public static final class NotFound extends DomainException {
        public NotFound(String message) {
            super(message, null);
        }
    }

    /** The same identifiers came before with other bytes. */
    public static final class Conflict extends DomainException {
        public Conflict(String message) {
            super(message, null);
        }
    }

    /** Several sources use the same call identifier, and the request does not say which is meant. */
    public static final class Ambiguous extends DomainException {
        public Ambiguous(String message) {
            super(message, null);
        }
    }

    /** By the rule the recording should be deleted already; nothing of it was stored. */
    public static final class Late extends DomainException {
        private final transient Instant expiresAt;
        private final boolean wasHere;

        /** A recording that comes too late. */
        public static Late byTheRule(Instant expiresAt) {
            return new Late(
                    "By the retention rule this recording should be deleted already. It was not stored; do not send it again.",
                    expiresAt,
                    false);
        }

        /** A recording that was here before, and is over. */
        public static Late deliveredBefore(Instant expiresAt) {
            return new Late(
                    "A recording of these identifiers was delivered before and has passed its deadline. Nothing was stored;"
                            + " a new recording needs an identifier of its own.",
                    expiresAt,
                    true);
        }

        /** @param expiresAt the deadline that has passed */
        private Late(String message, Instant expiresAt, boolean wasHere) {
            super(message, null);
            this.expiresAt = expiresAt;
            this.wasHere = wasHere;
        }

        /** Whether the recording was stored, and its time is over: nothing is missing. */
        public boolean wasHere() {
            return wasHere;
        }

        public Instant expiresAt() {
            return expiresAt;
        }
    }

    /** What is asked for has passed its deadline. */
    public static final class Gone extends DomainException {
        private final transient Instant expiresAt;
        private final transient Instant purgedAt;

        /**
         * @param expiresAt the deadline, null when several recordings had different ones
         * @param purgedAt when the bytes were confirmed absent; null when that is still to come
         */
        public Gone(String message, Instant expiresAt, Instant purgedAt) {
            super(message, null);
            this.expiresAt = expiresAt;
            this.purgedAt = purgedAt;
        }

        public Instant expiresAt() {
            return expiresAt;
        }

        public Instant purgedAt() {
            return purgedAt;
        }
    }

    /** More bytes than the setting allows. */
    public static final class TooLarge extends DomainException {
        public TooLarge(String message) {
            super(message, null);
        }
    }

    /** A body that takes longer than the setting allows. */
    public static final class TooSlow extends DomainException {
        public TooSlow(String message) {
            super(message, null);
        }
    }

    /** Not audio by its first bytes. */
    public static final class UnsupportedMedia extends DomainException {
        public UnsupportedMedia(String message) {
            super(message, null);
        }
    }

    /** The bytes are not those the digest was made of. */
    public static final class ChecksumMismatch extends DomainException {
        public ChecksumMismatch(String message) {
            super(message, null);
        }
    }

    /** The PBX's clock is too far ahead of ours. */
    public static final class ClockSkew extends DomainException {
        public ClockSkew(String message) {
            super(message, null);
        }
    }

    /** The asked byte range lies outside the recording. */
    public static final class RangeNotSatisfiable extends DomainException {
        private final long size;

        /** @param size of the whole recording in bytes */
        public RangeNotSatisfiable(long size) {
            super("The range lies outside the recording, which has " + size + " bytes.", null);
            this.size = size;
        }

        public long size() {
            return size;
        }
    }

    /** The database or the object store is away, or too much goes on: nothing was half done, the same request may be sent again. */
    public static final class Unavailable extends DomainException {

        /** @param message out of a bounded number: the log says each once a minute at most */
        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
