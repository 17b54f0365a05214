package dk.slettefrist.source;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dk.slettefrist.platform.LiveFiles;

/** What must be true of the settings of a PBX, one rule a method. Every failure is an {@link IllegalArgumentException} that says what to do. */
final class SourceCheck {

    private static final int MOST_REDIRECTS = 10;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Set<String> FIELDS = Set.of("operator", "queue", "caller", "callee", "direction");
    private static final Set<String> FIELDS_OF_LINK =
            Set.of("callId", "recordingId", "startedAt", "answeredAt", "endedAt", "duration", "url");
    private static final Set<String> FIELDS_OF_BUCKET =
            Set.of("callId", "recordingId", "startedAt", "endedAt", "duration");
    private static final Set<SourceKind> TELL_OF_CALLS =
            Set.of(SourceKind.GENERIC, SourceKind.ASTERISK, SourceKind.FREESWITCH);
    private static final Set<SourceKind> SIGN_THE_URL = Set.of(SourceKind.TWILIO);
    private static final Set<SourceKind> WITHOUT_CERTIFICATE =
            Set.of(SourceKind.TWILIO, SourceKind.TELNYX, SourceKind.BUCKET);
    private static final Set<SourceKind> KEEP_THE_FILE =
            Set.of(SourceKind.TWILIO, SourceKind.TELNYX, SourceKind.ELKS, SourceKind.LINK);

    private SourceCheck() {}

    /**
     * @param ofFile the secrets that its file has, where it names one
     * @param files where other files of its are read
     */
    static Source check(String name, SourceSettings.Entry entry, Optional<List<String>> ofFile, LiveFiles files) {
        require(NAME.matcher(name).matches(), "the name must be 1 to 32 characters of a-z 0-9 -");
        SourceKind kind = SourceKind.of(entry.kind());
        return new Source(
                name,
                kind,
                isProvenByCertificateAlone(entry) ? List.of() : SecretCheck.check(kind, told(entry, ofFile)),
                entry.zone(),
                publicUrl(kind, entry.publicUrl()),
                fields(kind, entry.fields()),
                entry.recorded(),
                entry.events().orElse(TELL_OF_CALLS.contains(kind)),
                media(name, kind, entry.media(), files),
                certificate(kind, entry.certificateSubject()),
                kind == SourceKind.BUCKET
                        ? Optional.of(InboxCheck.check(name, entry.inbox(), files))
                        : Optional.empty());
    }

    private static List<String> told(SourceSettings.Entry entry, Optional<List<String>> ofFile) {
        require(entry.secrets().isEmpty() || ofFile.isEmpty(), "secrets and secrets-file exclude each other");
        return ofFile.or(entry::secrets).orElse(List.of());
    }

    private static boolean isProvenByCertificateAlone(SourceSettings.Entry entry) {
        return entry.certificateSubject().isPresent()
                && entry.secrets().isEmpty()
                && entry.secretsFile().isEmpty();
    }

    /** Carriers that sign have no certificate of ours, and a bucket sends nothing. */
    private static Optional<CertificateSubject> certificate(SourceKind kind, Optional<String> subject) {
        require(
                subject.isEmpty() || !WITHOUT_CERTIFICATE.contains(kind),
                "certificate-subject is not for the kind " + kind.label()
                        + ": only secrets, its messages or its bucket prove whose they are");
        return subject.map(CertificateSubject::parse);
    }

    private static Optional<URI> publicUrl(SourceKind kind, Optional<URI> url) {
        require(
                url.isPresent() || !SIGN_THE_URL.contains(kind),
                "public-url is missing: the https:// address by which it reaches the service; it signs that");
        url.ifPresent(value -> require(
                value.getScheme() != null
                        && value.getScheme().matches("https?")
                        && value.getHost() != null
                        && value.getRawQuery() == null
                        && (value.getRawPath().isEmpty() || value.getRawPath().equals("/")),
                "public-url must be like https://opkald.example.dk, without path"));
        return url.map(value -> URI.create(value.toString().replaceAll("/$", "")));
    }

    /** By our names; environment variables cannot tell capitals, so {@code callid} and {@code call-id} are {@code callId}. */
    private static Map<String, String> fields(SourceKind kind, Map<String, String> told) {
        Map<String, String> known = new TreeMap<>();
        (switch (kind) {
                    case LINK -> Stream.of(FIELDS, FIELDS_OF_LINK);
                    case BUCKET -> Stream.of(FIELDS, FIELDS_OF_BUCKET);
                    default -> Stream.of(FIELDS);
                })
                .flatMap(Set::stream)
                .forEach(name -> known.put(name.toLowerCase(Locale.ROOT), name));
        Map<String, String> fields = new HashMap<>();
        told.forEach((name, value) -> {
            String ours = known.get(name.replace("-", "").toLowerCase(Locale.ROOT));
            require(ours != null, "fields knows only " + new TreeSet<>(known.values()) + ", not " + name);
            fields.put(ours, value);
        });
        return Map.copyOf(fields);
    }

    private static Source.Media media(String source, SourceKind kind, SourceSettings.Media media, LiveFiles files) {
        List<AllowedHost> hosts = hosts(media);
        require(
                !hosts.isEmpty() || !KEEP_THE_FILE.contains(kind),
                "media.hosts is missing: the hosts from which its recordings may be fetched");
        require(media.keepTrying().toSeconds() >= 1, "media.keep-trying must be at least PT1S");
        require(media.timeout().toSeconds() >= 1, "media.timeout must be at least PT1S");
        require(
                media.redirects() >= 0 && media.redirects() <= MOST_REDIRECTS,
                "media.redirects must be 0 to " + MOST_REDIRECTS);
        return new Source.Media(
                baseUrl(media),
                hosts,
                media.plainHttp(),
                media.privateNetworks().orElse(List.of()).stream()
                        .map(Network::parse)
                        .toList(),
                MediaCredentials.told(source, media, files),
                media.keepTrying(),
                media.timeout(),
                media.redirects(),
                media.delete());
    }

    private static Optional<URI> baseUrl(SourceSettings.Media media) {
        media.baseUrl()
                .ifPresent(url -> require(
                        url.getScheme() != null
                                && url.getScheme().matches("https?")
                                && url.getHost() != null
                                && url.getRawUserInfo() == null
                                && url.getRawQuery() == null,
                        "media.base-url must be like https://pbx.example.dk:8089/ari, without user or query"));
        media.baseUrl()
                .ifPresent(url -> require(
                        mayBeAsked(url, media),
                        "media.base-url must be at one of media.hosts, and https: unless media.plain-http is true"));
        return media.baseUrl().map(url -> URI.create(url.toString().replaceAll("/+$", "")));
    }

    /** As each recording's URL will be: nothing could be fetched else. */
    private static boolean mayBeAsked(URI url, SourceSettings.Media media) {
        boolean secure = url.getScheme().equals("https");
        int usual = secure ? HTTPS : HTTP;
        int port = url.getPort() < 0 ? usual : url.getPort();
        String host = url.getHost().toLowerCase(Locale.ROOT);
        return (secure || media.plainHttp())
                && hosts(media).stream().anyMatch(allowed -> allowed.allows(host, port, usual));
    }

    private static List<AllowedHost> hosts(SourceSettings.Media media) {
        return media.hosts().orElse(List.of()).stream().map(AllowedHost::parse).toList();
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
