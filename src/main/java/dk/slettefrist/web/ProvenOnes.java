package dk.slettefrist.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Passwords that were right, as keyed hashes under a key that ends with the process. Whoever sends one again learns nothing by it, so the guesses of
 * others behind the same address need not keep him out (OWASP: slow down online guessing with device cookies).
 */
final class ProvenOnes {

    private static final String MAC = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final Duration KEPT = Duration.ofDays(1);

    /**
     * Somebody who has proven himself.
     *
     * @param bucket names him
     * @param pbx whether he is a PBX
     */
    record One(String bucket, boolean pbx) {}

    private final SecretKeySpec key;
    private final Cache<String, One> known;

    ProvenOnes(long remembered) {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, MAC);
        this.known = Caffeine.newBuilder()
                .maximumSize(remembered)
                .expireAfterAccess(KEPT)
                .build();
    }

    Optional<One> find(String proof) {
        return Optional.ofNullable(known.getIfPresent(hash(proof)));
    }

    void remember(String proof, String name, boolean pbx) {
        known.put(hash(proof), new One(name, pbx));
    }

    /** It was right, and is not any more. */
    void forget(String proof) {
        known.invalidate(hash(proof));
    }

    private String hash(String proof) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(proof.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
