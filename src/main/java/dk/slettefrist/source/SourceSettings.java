package dk.slettefrist.source;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

import dk.slettefrist.platform.IsoDuration;
import dk.slettefrist.platform.TrueOrFalse;

/** The PBXs, each under a name of its own. */
@ConfigMapping(prefix = "slettefrist.sources")
public interface SourceSettings {

    @WithParentName
    Map<String, Entry> all();

    /** One PBX. */
    interface Entry {

        /**
         * Which PBX it is: {@code generic}, {@code asterisk}, {@code freeswitch}, {@code rtpengine}, {@code twilio}, {@code telnyx}, {@code 46elks},
         * {@code link} or {@code bucket}.
         *
         * @see SourceKind
         */
        String kind();

        /**
         * What proves that a message is its, by its kind. What the PBX sends as password or token: its salted hash, and nothing else is taken. What
         * checks signatures stands as it is: of {@code twilio} the auth token, of {@code telnyx} the public key, of {@code generic} the
         * {@code whsec_…} of Standard Webhooks; at least 16 characters. One or two of either sort: the old and the new one. Placeholders of these pages
         * stop the start.
         */
        Optional<List<String>> secrets();

        /** A file with them instead, one a line, and nothing else: no comment, space or comma. */
        Optional<Path> secretsFile();

        /**
         * Whom its client certificate names (RFC 4514): instead of secrets, or beside them. One source's only; not for {@code twilio}, {@code telnyx}
         * and {@code bucket}.
         */
        Optional<String> certificateSubject();

        /** Of times that it tells without a zone, like {@code Europe/Copenhagen}. */
        @WithDefault("UTC")
        @WithConverter(ZoneName.class)
        ZoneId zone();

        /** The address by which it reaches the service, without path: for kinds that sign it ({@code twilio}). */
        Optional<URI> publicUrl();

        /**
         * What it calls {@code operator}, {@code queue}, {@code caller}, {@code callee} and {@code direction}: the name of a field, in JSON also a
         * pointer such as {@code /call/agent}. Of {@code link} also {@code url}, {@code callId}, {@code recordingId}, {@code startedAt},
         * {@code answeredAt}, {@code endedAt}, {@code duration}; of a {@code bucket} names of metadata, the same but {@code url} and
         * {@code answeredAt}. Capitals and dashes make no difference: {@code call-id} is {@code callId}. Unless set, by the kind or these names.
         */
        Map<String, String> fields();

        /** Which of its calls owe a recording. A source that never tells of an answer owes one for each call. */
        @WithDefault("answered")
        Recorded recorded();

        /**
         * Whether it tells of calls, so that a recording without any is a gap; until it has told of one, none is. Unless set, {@code true} for
         * {@code generic}, {@code asterisk} and {@code freeswitch}.
         */
        Optional<@WithConverter(TrueOrFalse.class) Boolean> events();

        Media media();

        Inbox inbox();
    }

    /** How recordings are fetched from it. */
    interface Media {

        /**
         * Where the PBX's own interface begins, like {@code https://pbx.example.dk:8089/ari}, for kinds that tell a recording's name instead of its
         * URL; at one of {@link #hosts()}.
         */
        Optional<URI> baseUrl();

        /**
         * Hosts from which recordings may be fetched; {@code *.example.com} is every host below. Only on the port of {@code https:} (or {@code http:}),
         * unless it says {@code pbx.example.com:8443}, or {@code :*} for any.
         *
         * @see AllowedHost
         */
        Optional<List<String>> hosts();

        /** Whether {@code http:} is allowed, too. */
        @WithDefault("false")
        @WithConverter(TrueOrFalse.class)
        boolean plainHttp();

        /** Networks like {@code 10.1.0.0/16} whose addresses are allowed though they are private, loopback or link-local. */
        Optional<List<String>> privateNetworks();

        /**
         * Credentials for fetching, with {@link #password()}; told only to the host at which the PBX's copy is deleted, which is that of the recording
         * unless its API is elsewhere.
         */
        Optional<String> user();

        /** The password of {@link #user()}. */
        Optional<String> password();

        /** A file with the password instead, in one line. */
        Optional<Path> passwordFile();

        /** A bearer token instead of {@link #user()} and {@link #password()}. */
        Optional<String> bearer();

        /** A file with the token instead, in one line. */
        Optional<Path> bearerFile();

        /** For how long it is tried to fetch, at least 1 s: as long as the links are valid. Deleting has {@code slettefrist.media.keep-deleting}. */
        @WithDefault("P3D")
        @WithConverter(IsoDuration.class)
        Duration keepTrying();

        /** How long one attempt may take altogether; at least 1 s. */
        @WithDefault("PT10M")
        @WithConverter(IsoDuration.class)
        Duration timeout();

        /** How many redirects are followed, each to an allowed host; 0 to 10. */
        @WithDefault("3")
        int redirects();

        /**
         * Whether the PBX's copy is deleted once ours is stored, or refused as too late; of a recording that could not be fetched, at the deadline it
         * would have had. A copy left there breaks the deadline.
         */
        @WithDefault("false")
        @WithConverter(TrueOrFalse.class)
        boolean delete();
    }

    /** The bucket into which it puts its recordings, for the kind {@code bucket}: credentials and all of its own. */
    interface Inbox {

        /** Scheme, host and port of the S3 server; must be set. Time-outs are those of {@code slettefrist.s3}. */
        Optional<URI> endpoint();

        /** The region that requests are signed for. */
        @WithDefault("us-east-1")
        String region();

        /** Its bucket; must be set. */
        Optional<String> bucket();

        /**
         * How the names of its objects begin, such as {@code recordings/}; nothing else in the bucket is touched. Absent: the whole bucket. In the
         * service's own bucket it must be there, and not begin with {@code rec/}; two inboxes must not overlap.
         */
        Optional<String> prefix();

        /** Credentials for this and nothing else, with {@link #secretKey()}. */
        Optional<String> accessKey();

        /** The secret that belongs to {@link #accessKey()}. */
        Optional<String> secretKey();

        /** A file with both instead, in the form of AWS' tools. */
        Optional<Path> credentialsFile();

        /**
         * Regular expression for the whole name of an object behind the prefix, with groups named {@code callId}, {@code recordingId},
         * {@code startedAt}, {@code endedAt}, {@code duration}, {@code operator}, {@code queue}, {@code caller}, {@code callee}, {@code direction}. A
         * name for which it takes more than a million looks is refused ({@code no-call}). Absent: the name of the file without its ending is the
         * {@code callId}.
         */
        Optional<String> key();

        /** How the names of files end that lie beside recordings and are removed unread, such as {@code _metadata.json}. */
        Optional<List<String>> companions();

        /** How long an object that can never be taken stays, from when it came, before it is deleted; at least 1 min. Must be set. */
        @WithConverter(IsoDuration.class)
        Optional<Duration> keepRefused();
    }
}
