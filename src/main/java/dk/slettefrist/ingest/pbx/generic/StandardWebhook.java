package dk.slettefrist.ingest.pbx.generic;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dk.slettefrist.ingest.pbx.SignedTime;
import dk.slettefrist.ingest.pbx.Webhook;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.source.Source;

/**
 * Proof of origin by <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 * Webhooks</a>, symmetric ({@code v1}): HMAC-SHA256 over {@code id.timestamp.body}, in one of several signatures.
 */
final class StandardWebhook {

    static final String ID = "webhook-id";
    static final String SIGNATURE = "webhook-signature";

    private static final String TIMESTAMP = "webhook-timestamp";
    private static final String SCHEME = "v1,";
    private static final String PREFIX = "whsec_";

    /** HMAC-SHA256 is 32 bytes, in base64. */
    private static final Pattern WELL_FORMED = Pattern.compile("v1,[A-Za-z0-9+/]{43}=");

    private StandardWebhook() {}

    /**
     * What can be said without the body.
     *
     * @param tolerance how far the signed time may be off, either way
     * @param time asked only when the rest is well-formed
     * @throws DomainException.NotProven when no signature can fit, or the signed time is too far off
     */
    static void admit(Webhook head, Duration tolerance, TimeSource time) {
        head.requireProof(ID);
        if (Arrays.stream(head.requireProof(SIGNATURE).split(" "))
                .noneMatch(one -> WELL_FORMED.matcher(one).matches())) {
            throw new DomainException.NotProven("webhook-signature must be v1, and 32 bytes in base64.");
        }
        SignedTime.require(head, TIMESTAMP, tolerance, time);
    }

    /**
     * @param tolerance how far the signed time may be off, either way
     * @throws DomainException.NotProven when no signature fits, or the signed time is too far off
     */
    static void prove(Source source, Webhook webhook, Duration tolerance, Instant now) {
        String id = webhook.requireProof(ID);
        String timestamp = SignedTime.require(webhook, TIMESTAMP, tolerance, () -> now);
        String signatures = webhook.requireProof(SIGNATURE);
        boolean fits = source.signing().stream()
                .map(secret -> mac(secret, id + "." + timestamp + ".", webhook.body()))
                .anyMatch(expected -> Arrays.stream(signatures.split(" "))
                        .filter(one -> one.startsWith(SCHEME))
                        .anyMatch(one -> MessageDigest.isEqual(
                                expected, one.substring(SCHEME.length()).getBytes(StandardCharsets.US_ASCII))));
        if (!fits) {
            throw new DomainException.NotProven(
                    "No signature in webhook-signature fits: it must be v1, made with one of the source's signing keys (whsec_…).");
        }
    }

    private static byte[] mac(String secret, String head, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(secret), "HmacSHA256"));
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encode(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java platform lacks HmacSHA256", e);
        }
    }

    /** As Standard Webhooks writes it, {@code whsec_} and base64. */
    private static byte[] key(String secret) {
        return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    }
}
