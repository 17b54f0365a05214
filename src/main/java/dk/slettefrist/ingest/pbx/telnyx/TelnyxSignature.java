package dk.slettefrist.ingest.pbx.telnyx;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

import dk.slettefrist.ingest.pbx.SignedTime;
import dk.slettefrist.ingest.pbx.Webhook;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.source.Ed25519Key;
import dk.slettefrist.source.Source;

/**
 * Proof of origin by Telnyx: Ed25519 over {@code timestamp|body}, see
 * <a href="https://developers.telnyx.com/docs/voice/programmable-voice/receiving-webhooks">Receiving webhooks</a>. The source's secrets are
 * Telnyx' public keys.
 */
public final class TelnyxSignature {

    /** The header with the signature in base64. */
    public static final String SIGNATURE = "telnyx-signature-ed25519";

    private static final String TIMESTAMP = "telnyx-timestamp";

    /** Of an Ed25519 signature (RFC 8032 section 5.1.6). */
    private static final int BYTES = 64;

    private TelnyxSignature() {}

    /**
     * What can be said without the body.
     *
     * @param tolerance how far the signed time may be off, either way
     * @param time asked only when the rest is well-formed
     * @throws DomainException.NotProven when the signature can fit no key, or the signed time is too far off
     */
    public static void admit(Webhook head, Duration tolerance, TimeSource time) {
        signature(head.requireProof(SIGNATURE));
        SignedTime.require(head, TIMESTAMP, tolerance, time);
    }

    /**
     * @param tolerance how far the signed time may be off, either way
     * @throws DomainException.NotProven when the signature fits none of the keys, or the signed time is too far off
     */
    public static void prove(Source source, Webhook webhook, Duration tolerance, Instant now) {
        String timestamp = SignedTime.require(webhook, TIMESTAMP, tolerance, () -> now);
        byte[] signature = signature(webhook.requireProof(SIGNATURE));
        byte[] head = (timestamp + "|").getBytes(StandardCharsets.UTF_8);
        boolean fits = source.signing().stream()
                .map(Ed25519Key::parse)
                .flatMap(Optional::stream)
                .anyMatch(key -> key.verifies(signature, head, webhook.body()));
        if (!fits) {
            throw new DomainException.NotProven(SIGNATURE
                    + " fits none of the source's secrets: they must be the public key that Telnyx' portal shows.");
        }
    }

    private static byte[] signature(String base64) {
        try {
            byte[] signature = Base64.getDecoder().decode(base64.strip());
            if (signature.length == BYTES) {
                return signature;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new DomainException.NotProven(SIGNATURE + " must be " + BYTES + " bytes in base64.");
    }
}
