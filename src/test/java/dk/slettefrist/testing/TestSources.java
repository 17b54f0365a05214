package dk.slettefrist.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** The PBXs that the tests' service is configured with, one of each kind, beside the users {@code pbx} and {@code pbx2}. */
public final class TestSources {

    /** Standard Webhooks' form: {@code whsec_} and base64. */
    public static final String GENERIC_SECRET = "whsec_c2xldHRlZnJpc3QtdGVzdC1zZWNyZXQtMDE=";

    /** The second one, while the first is being replaced. */
    public static final String GENERIC_NEXT_SECRET = "whsec_c2xldHRlZnJpc3QtdGVzdC1zZWNyZXQtMDI=";

    /** What Twilio takes the service's address for. */
    public static final String PUBLIC_URL = "https://opkald.example.dk";

    private TestSources() {}

    /** A secret of a source that needs no particular form. */
    public static String secret(String source) {
        return source + "-source-secret";
    }

    /** As the settings have a secret that is only compared. */
    public static String hash(String secret) {
        String salt = "00112233445566778899aabbccddeeff";
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest((salt + secret).getBytes(StandardCharsets.UTF_8));
            return "sha256:" + salt + ":" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** HTTP Basic as a source that has {@link #secret}. */
    public static String basic(String source) {
        String pair = source + ":" + secret(source);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    static void configure(Map<String, String> settings) {
        source(
                settings,
                "generic-1",
                "generic",
                GENERIC_SECRET + "," + GENERIC_NEXT_SECRET + "," + hash(secret("generic-1")));
        source(settings, "freeswitch-1", "freeswitch", hash(secret("freeswitch-1")));
        settings.put("slettefrist.sources.rotated-1.kind", "freeswitch");
        settings.put("slettefrist.sources.rotated-1.events", "false");
        settings.put(
                "slettefrist.sources.rotated-1.secrets-file",
                secretFile(hash(secret("rotated-1"))).toString());
        source(settings, "rtpengine-1", "rtpengine", hash(secret("rtpengine-1")));
        source(settings, "asterisk-1", "asterisk", hash(secret("asterisk-1")));
        fetched(settings, "asterisk-1");
        settings.put("slettefrist.sources.asterisk-1.media.base-url", "http://127.0.0.1:8088/ari");
        source(settings, "media-kept", "link", hash(secret("media-kept")));
        fetched(settings, "media-kept");
        source(settings, "media-deleted", "link", hash(secret("media-deleted")));
        fetched(settings, "media-deleted");
        settings.put("slettefrist.sources.media-deleted.media.delete", "true");
        source(settings, "media-rotated", "link", hash(secret("media-rotated")));
        fetched(settings, "media-rotated");
        settings.put("slettefrist.sources.media-rotated.media.delete", "true");
        settings.put("slettefrist.sources.media-rotated.media.user", "slettefrist");
        settings.put(
                "slettefrist.sources.media-rotated.media.password-file",
                secretFile(secret("media-rotated")).toString());
        source(settings, "twilio-1", "twilio", secret("twilio-1"));
        settings.put("slettefrist.sources.twilio-1.public-url", PUBLIC_URL);
        fetched(settings, "twilio-1");
        source(settings, "telnyx-1", "telnyx", TelnyxSigner.PUBLIC_KEY + "," + TelnyxSigner.NEXT_PUBLIC_KEY);
        fetched(settings, "telnyx-1");
        source(settings, "elks-1", "46elks", hash(secret("elks-1")));
        fetched(settings, "elks-1");
        source(settings, "link-1", "link", hash(secret("link-1")));
        settings.put("slettefrist.sources.link-1.fields.url", "recordingUrl");
        settings.put("slettefrist.sources.link-1.fields.call-id", "/call/id");
        settings.put("slettefrist.sources.link-1.fields.operator", "agent");
        fetched(settings, "link-1");
    }

    private static Path secretFile(String text) {
        try {
            Path folder = Files.createTempDirectory("slettefrist-secrets");
            folder.toFile().deleteOnExit();
            Path file = Files.writeString(folder.resolve("secret"), text);
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void source(Map<String, String> settings, String name, String kind, String secrets) {
        settings.put("slettefrist.sources." + name + ".kind", kind);
        settings.put("slettefrist.sources." + name + ".secrets", secrets);
    }

    /** Recordings of the source may be fetched from servers of the test. */
    private static void fetched(Map<String, String> settings, String name) {
        settings.put("slettefrist.sources." + name + ".media.hosts", "127.0.0.1:*,localhost:*");
        settings.put("slettefrist.sources." + name + ".media.plain-http", "true");
        settings.put("slettefrist.sources." + name + ".media.private-networks", "127.0.0.0/8,::1/128");
    }
}
