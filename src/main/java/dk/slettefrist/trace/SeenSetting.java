package dk.slettefrist.trace;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import dk.slettefrist.platform.Fingerprint;

/**
 * A setting as the last start used it; see the comments of table {@code setting_seen}. Two bytes of a salted digest show a change, all but once in
 * 65,536 times. More would let the thief of a backup try out passwords until one fits; of these, many fit.
 */
@Entity
@Table(name = "setting_seen")
class SeenSetting {

    private static final int ENOUGH = 2;

    @Id
    String name;

    byte[] salt;
    byte[] digest;

    static SeenSetting of(String name, String value, byte[] salt) {
        SeenSetting row = new SeenSetting();
        row.name = name;
        row.see(value, salt);
        return row;
    }

    /** Takes another value for the last one. */
    final void see(String value, byte[] freshSalt) {
        this.salt = freshSalt.clone();
        this.digest = digest(value, freshSalt);
    }

    boolean isStill(String value) {
        return Arrays.equals(digest, digest(value, salt));
    }

    private static byte[] digest(String value, byte[] salt) {
        MessageDigest sha256 = Fingerprint.sha256();
        sha256.update(salt);
        return Arrays.copyOf(sha256.digest(value.getBytes(StandardCharsets.UTF_8)), ENOUGH);
    }
}
