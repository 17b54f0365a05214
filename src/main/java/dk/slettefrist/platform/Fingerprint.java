package dk.slettefrist.platform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, of the audio on its way and of identifiers that must be recognised after they were emptied. */
public final class Fingerprint {

    private Fingerprint() {}

    /** A fresh digest; every Java platform has SHA-256. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the Java platform lacks SHA-256", e);
        }
    }

    /** The 32 bytes that stand for an identifier of a PBX. */
    public static byte[] of(String identifier) {
        return sha256().digest(identifier.getBytes(StandardCharsets.UTF_8));
    }

    /** 64 lower-case hexadecimal digits. */
    public static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }
}
