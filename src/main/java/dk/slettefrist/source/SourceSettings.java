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

/** The PBXs, each under a name of its own: {@code slettefrist.sources.<name>.kind} and so on. What is not said of one has these defaults. */
@ConfigMapping(prefix = "slettefrist.sources")
public interface SourceSettings {

    @WithParentName
    Map<String, Entry> all();

    /** One PBX. */
    interface Entry {

        /** See {@link SourceKind}. */
        String kind();

        /** What proves that a message is its: passwords, tokens or signing keys by its kind. Two while they are being changed. */
        Optional<List<String>> secrets();

        /** A file with them instead, one a line; when it changes, they change without a restart. */
        Optional<Path> secretsFile();

        /** Whom its client certificate names (RFC 4514), if that proves that a message is its: beside secrets, or instead of them. */
        Optional<String> certificateSubject();

        /** Of times that it tells without a zone. */
        @WithDefault("UTC")
        @WithConverter(ZoneName.class)
        ZoneId zone();

        /** The URL by which it reaches the service, without path: what it signs, when proxies stand between. */
        Optional<URI> publicUrl();

        /**
         * Which of its fields mean what: {@code operator}, {@code queue}, {@code caller}, {@code callee}, {@code direction}; for {@code link} also
         * {@code url}, {@code callId}, {@code recordingId}, {@code startedAt}, {@code answeredAt}, {@code endedAt}, {@code duration};
         * where they are metadata of a {@code bucket}, the same but {@code url} and {@code answeredAt}.
         */
        Map<String, String> fields();

        /** Which of its calls must bring a recording. */
        @WithDefault("answered")
        Recorded recorded();

        /** Whether it tells of calls, so that a recording without any is a gap. Default: by its kind. */
        Optional<@WithConverter(TrueOrFalse.class) Boolean> events();

        Media media();

        Inbox inbox();
    }

    /** How recordings are fetched from it. */
    interface Media {

        /** Where the PBX's own interface begins, such as {@code http://pbx.example.dk:8088/ari}; for those that tell a name instead of a URL. */
        Optional<URI> baseUrl();

        /** Hosts that may be asked, see {@link AllowedHost}. */
        Optional<List<String>> hosts();

        @WithDefault("false")
        @WithConverter(TrueOrFalse.class)
        boolean plainHttp();

        /** Networks in CIDR notation whose addresses are allowed though they are private, loopback or link-local. */
        Optional<List<String>> privateNetworks();

        Optional<String> user();

        Optional<String> password();

        Optional<String> bearer();

        /** For how long after the message it is tried: as long as the PBX keeps the file. */
        @WithDefault("P3D")
        @WithConverter(IsoDuration.class)
        Duration keepTrying();

        /** How long one attempt may take altogether. */
        @WithDefault("PT10M")
        @WithConverter(IsoDuration.class)
        Duration timeout();

        /** How many redirects are followed, each to an allowed host. */
        @WithDefault("3")
        int redirects();

        /** Whether the PBX's copy is deleted after ours is stored, or refused as too late. */
        @WithDefault("false")
        @WithConverter(TrueOrFalse.class)
        boolean delete();
    }

    /** The bucket into which it puts its recordings, for the kind {@code bucket}: credentials and all of its own. */
    interface Inbox {

        /** Scheme, host and port of the S3 service. */
        Optional<URI> endpoint();

        @WithDefault("us-east-1")
        String region();

        Optional<String> bucket();

        /** How the names of its objects begin, such as {@code recordings/}. Nothing else in the bucket is touched. */
        Optional<String> prefix();

        Optional<String> accessKey();

        Optional<String> secretKey();

        /** A file with both instead, in the form of AWS; when it changes, they change without a restart. */
        Optional<Path> credentialsFile();

        /**
         * A regular expression for the whole name of an object behind the prefix, with groups named {@code callId}, {@code recordingId}, {@code
         * startedAt} and so on. Default: the name of the file without its ending is the {@code callId}.
         */
        Optional<String> key();

        /** How the names of files end that lie beside recordings and hold no sound: removed unread. */
        Optional<List<String>> companions();

        /** How long what can never be taken stays in the inbox before it is deleted. */
        @WithConverter(IsoDuration.class)
        Optional<Duration> keepRefused();
    }
}
