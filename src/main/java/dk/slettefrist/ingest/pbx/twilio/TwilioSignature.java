package dk.slettefrist.ingest.pbx.twilio;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dk.slettefrist.ingest.pbx.Form;
import dk.slettefrist.ingest.pbx.Webhook;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.Ed25519Key;
import dk.slettefrist.source.Source;

/**
 * Proof of origin by <a href="https://www.twilio.com/docs/usage/security">Twilio</a>: HMAC-SHA1 over the URL as Twilio knows it, followed by
 * the names and values of the form, sorted. Of a body that is no form the URL carries the digest. SignalWire signs the same way under
 * <a href="https://signalwire.com/docs/server-sdks/reference/python/core/security">a header of its own</a>.
 */
final class TwilioSignature {

    private static final String BODY_DIGEST = "bodySHA256";

    /** HMAC-SHA1 is 20 bytes, in base64. */
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9+/]{27}=");

    private TwilioSignature() {}

    /**
     * What can be said without the body.
     *
     * @throws DomainException.NotProven when the signature can fit no secret
     */
    static void admit(Webhook head) {
        if (!WELL_FORMED.matcher(signature(head)).matches()) {
            throw new DomainException.NotProven("The signature must be 20 bytes in base64.");
        }
        if (!isForm(head)) {
            digest(head);
        }
    }

    /** @throws DomainException.NotProven when the signature fits none of the source's secrets */
    static void prove(Source source, Webhook webhook) {
        byte[] told = signature(webhook).getBytes(StandardCharsets.UTF_8);
        String fields = isForm(webhook) ? fields(Form.of(webhook)) : digested(webhook);
        List<String> signed =
                urls(source, webhook.path()).map(url -> url + fields).toList();
        // A public key is known to others: who has it must not be able to sign with it.
        boolean fits = source.signing().stream()
                .filter(secret -> Ed25519Key.parse(secret).isEmpty())
                .anyMatch(secret -> signed.stream().anyMatch(text -> MessageDigest.isEqual(mac(secret, text), told)));
        if (!fits) {
            throw new DomainException.NotProven(
                    "The signature fits none of the source's secrets: the auth token (SignalWire: signing key) or public-url is wrong.");
        }
    }

    private static String signature(Webhook head) {
        return head.header("x-twilio-signature")
                .or(() -> head.header("x-signalwire-signature"))
                .orElseThrow(() -> new DomainException.NotProven(
                        "The header X-Twilio-Signature (or X-SignalWire-Signature) is missing."));
    }

    private static boolean isForm(Webhook webhook) {
        return webhook.mediaType().isEmpty() || webhook.mediaType().equals("application/x-www-form-urlencoded");
    }

    /** With and without the port: which of both was signed depends on how the URL is set at Twilio. */
    private static Stream<String> urls(Source source, String path) {
        URI base = source.publicUrl()
                .orElseThrow(() -> new IllegalStateException("a source of this kind has a public URL"));
        String user = base.getRawUserInfo() == null ? "" : base.getRawUserInfo() + "@";
        String host = base.getScheme() + "://" + user + base.getHost();
        int usual = base.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        int port = base.getPort() < 0 ? usual : base.getPort();
        return Stream.of(host + path, host + ":" + port + path);
    }

    /** Each value of a name once, in their order, as Twilio's own libraries do. */
    private static String fields(Form form) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, List<String>> field : new TreeMap<>(form.fields()).entrySet()) {
            new TreeSet<>(field.getValue())
                    .forEach(value -> text.append(field.getKey()).append(value));
        }
        return text.toString();
    }

    /** Nothing is added to the URL, which names the digest of the body. */
    private static String digested(Webhook webhook) {
        byte[] told = digest(webhook).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(sha256(webhook.body()), told)) {
            throw new DomainException.NotProven("The body is not the one whose digest the URL names.");
        }
        return "";
    }

    private static String digest(Webhook head) {
        return head.parameter(BODY_DIGEST)
                .orElseThrow(() -> new DomainException.NotProven(
                        "The body is no form, and the URL does not name its digest (" + BODY_DIGEST + ")."));
    }

    private static byte[] sha256(byte[] body) {
        try {
            String hex = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(body));
            return hex.getBytes(StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java platform lacks SHA-256", e);
        }
    }

    private static byte[] mac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encode(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java platform lacks HmacSHA1", e);
        }
    }
}
