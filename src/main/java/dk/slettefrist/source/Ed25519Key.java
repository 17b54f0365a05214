package dk.slettefrist.source;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** The public key of Ed25519 (RFC 8032) by which a source's signatures are checked, written as base64 of its 32 bytes. */
public final class Ed25519Key {

    private static final int BYTES = 32;

    /** What stands before the bytes of the key in its X.509 form (RFC 8410 section 4). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private final PublicKey key;

    private Ed25519Key(PublicKey key) {
        this.key = key;
    }

    /** Empty when the text is not base64 of a point of the curve. */
    public static Optional<Ed25519Key> parse(String text) {
        try {
            byte[] raw = Base64.getDecoder().decode(text);
            if (raw.length != BYTES) {
                return Optional.empty();
            }
            ByteArrayOutputStream encoded = new ByteArrayOutputStream();
            encoded.writeBytes(X509);
            encoded.writeBytes(raw);
            PublicKey key =
                    KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded.toByteArray()));
            Signature.getInstance("Ed25519").initVerify(key);
            return Optional.of(new Ed25519Key(key));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** Whether the signature is of these parts, one after the other. */
    public boolean verifies(byte[] signature, byte[]... parts) {
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            for (byte[] part : parts) {
                check.update(part);
            }
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
