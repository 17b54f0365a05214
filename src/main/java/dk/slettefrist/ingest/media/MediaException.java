package dk.slettefrist.ingest.media;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Why a recording is not had from a PBX. Names no URL, host or address: they may hold identifiers. Has no cause for the same reason. */
final class MediaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    enum Kind {
        /** The source was taken out of the settings, perhaps not for good. */
        SOURCE_NOT_CONFIGURED(false),
        /** The URL is not of the form that is asked for, or has user information in it. */
        URL_REFUSED(true),
        /** The host or the port is not on the source's list. The list may be mended before the PBX removes the file. */
        HOST_NOT_ALLOWED(false),
        /** The name leads to an address that is not allowed. The answer of the DNS may change. */
        ADDRESS_NOT_ALLOWED(false),
        /** A redirect to what is not allowed, or to nowhere. */
        REDIRECT_REFUSED(false),
        TOO_MANY_REDIRECTS(false),
        UNKNOWN_HOST(false),
        UNREACHABLE(false),
        /** No TLS connection with a certificate of that host. */
        NOT_TRUSTED(false),
        TIMED_OUT(false),
        /** Not yet there, or never: 404 and the like, or an empty file. */
        NOT_THERE(false),
        /** 410: there no more. */
        GONE_THERE(true),
        /** 401 or 403. Credentials can be mended in the settings. */
        DENIED(false),
        /** Any other answer. */
        ANSWER_REFUSED(false),
        /** Compressed, though it was asked not to be. */
        ENCODED(false),
        /** Announced longer than we accept. */
        TOO_LARGE(true);

        private final boolean forGood;

        Kind(boolean forGood) {
            this.forGood = forGood;
        }

        /** Of an answer that is none of those hoped for. */
        static Kind of(int status) {
            return switch (status) {
                case 410 -> GONE_THERE;
                case 202, 204, 404, 409, 425 -> NOT_THERE;
                case 401, 403 -> DENIED;
                default -> ANSWER_REFUSED;
            };
        }

        /** Of a request that was not answered. */
        static Kind of(IOException e) {
            if (e instanceof InterruptedIOException) {
                return TIMED_OUT;
            }
            return e instanceof SSLException ? NOT_TRUSTED : UNREACHABLE;
        }

        /** As in metrics and in the queue. */
        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Kind kind;

    MediaException(Kind kind) {
        super(kind.label());
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** Whether another attempt would end alike. */
    boolean isForGood() {
        return kind.forGood;
    }
}
