package dk.slettefrist.source;

import java.net.URI;
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

        /** Of times that it tells without a zone. */
        @WithDefault("UTC")
        ZoneId zone();

        /** The URL by which it reaches the service, without path: what it signs, when proxies stand between. */
        Optional<URI> publicUrl();

        /**
         * Which of its fields mean what: {@code operator}, {@code queue}, {@code caller}, {@code callee}, {@code direction}; for {@code link} also
         * {@code url}, {@code callId}, {@code recordingId}, {@code startedAt}, {@code answeredAt}, {@code endedAt}, {@code duration}.
         */
        Map<String, String> fields();

        /** Which of its calls must bring a recording. */
        @WithDefault("answered")
        Recorded recorded();

        /** Whether it tells of calls, so that a recording without any is a gap. Default: by its kind. */
        Optional<Boolean> events();

        Media media();
    }

    /** How recordings are fetched from it. */
    interface Media {

        /** Where the PBX's own interface begins, such as {@code http://pbx.example.dk:8088/ari}; for those that tell a name instead of a URL. */
        Optional<URI> baseUrl();

        /** Hosts that may be asked, see {@link AllowedHost}. */
        Optional<List<String>> hosts();

        @WithDefault("false")
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
        boolean delete();
    }
}
