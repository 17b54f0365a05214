package dk.slettefrist.simulation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;

import dk.slettefrist.ingest.SimulatedPbx.Delivery;

/** A recording as a PBX has it: the same each time it is sent. */
record Sending(String callId, String recordingId, Instant endedAt, String operator, byte[] audio) {

    String name() {
        return callId + "/" + recordingId;
    }

    Delivery delivery(String digest) {
        return new Delivery(callId, recordingId, endedAt.minusSeconds(60), endedAt, operator, digest);
    }

    /** The header {@code Content-Digest} of these bytes. */
    static String digest(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A sound that differs with the text it is made of. */
    static byte[] sound(String text, int length) {
        byte[] sound = new byte[length];
        byte[] head = "RIFF....WAVE".getBytes(StandardCharsets.US_ASCII);
        byte[] rest = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < length; i++) {
            sound[i] = i < head.length ? head[i] : rest[i % rest.length];
        }
        return sound;
    }
}
