package dk.slettefrist.ingest.pbx;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.smallrye.config.SmallRyeConfigBuilder;

import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.source.ConfiguredSource;
import dk.slettefrist.source.Recorded;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;
import dk.slettefrist.testing.TestSources;

/** A source and its messages, without a service. Its secrets may be shorter than the settings allow, as documented examples are, and stand as hashes where they must. */
public record Carrier(
        SourceKind kind, List<String> secrets, Optional<URI> publicUrl, String zone, Map<String, String> fields) {

    /** The settings' defaults. */
    public static final WebhookSettings SETTINGS = new SmallRyeConfigBuilder()
            .withMapping(WebhookSettings.class)
            .build()
            .getConfigMapping(WebhookSettings.class);

    /** For what must not cost a question to the database. */
    public static final TimeSource UNASKED = () -> {
        throw new AssertionError("the time was asked for");
    };

    private static final Source.Media MEDIA = ConfiguredSource.of(
                    "carrier",
                    Map.of(
                            "kind",
                            "link",
                            "secrets",
                            TestSources.hash("link-source-secret"),
                            "media.hosts",
                            "media.example.com"))
            .media();

    public static Carrier of(SourceKind kind, String... secrets) {
        return new Carrier(
                kind,
                Stream.of(secrets).map(secret -> setting(kind, secret)).toList(),
                Optional.empty(),
                "UTC",
                Map.of());
    }

    public Carrier at(String url) {
        return new Carrier(kind, secrets, Optional.of(URI.create(url)), zone, fields);
    }

    public Carrier in(String newZone) {
        return new Carrier(kind, secrets, publicUrl, newZone, fields);
    }

    public Carrier with(String ours, String theirs) {
        Map<String, String> more = new HashMap<>(fields);
        more.put(ours, theirs);
        return new Carrier(kind, secrets, publicUrl, zone, more);
    }

    private static String setting(SourceKind kind, String secret) {
        return kind == SourceKind.TWILIO || kind == SourceKind.TELNYX || secret.startsWith("whsec_")
                ? secret
                : TestSources.hash(secret);
    }

    public Source source() {
        return new Source(
                "carrier", kind, secrets, ZoneId.of(zone), publicUrl, fields, Recorded.ANSWERED, false, MEDIA);
    }

    public static Webhook json(String body, String... headers) {
        return message("/hook", "application/json", body.getBytes(StandardCharsets.UTF_8), headers);
    }

    public static Webhook form(String body, String... headers) {
        return message(
                "/hook",
                "application/x-www-form-urlencoded",
                body.strip().replaceAll("&\\s+", "&").getBytes(StandardCharsets.UTF_8),
                headers);
    }

    /** @param path with its query; the query's values are taken as they are written */
    public static Webhook message(String path, String mediaType, byte[] body, String... headers) {
        Map<String, String> named = new HashMap<>(Map.of("content-type", mediaType));
        for (int i = 0; i < headers.length; i += 2) {
            named.put(headers[i], headers[i + 1]);
        }
        Map<String, List<String>> query = new HashMap<>();
        if (path.contains("?")) {
            for (String pair : path.replaceFirst(".*\\?", "").split("&")) {
                query.put(pair.replaceFirst("=.*", ""), List.of(pair.replaceFirst("[^=]*=", "")));
            }
        }
        return new Webhook(path, named, query, body);
    }
}
