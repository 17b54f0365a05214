package dk.slettefrist.ingest.pbx;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

import dk.slettefrist.platform.DomainException;

/** Changes one thing of a message that is rightly signed, by chance and from a seed: its signature, its body, or another header that is signed. */
public final class Forger {

    /** How many forgeries of a kind a test tries; more by {@code -Dslettefrist.forgeries=}. */
    public static final int MANY = Integer.getInteger("slettefrist.forgeries", 100_000);

    private final Random chance = new Random(20_261_124);
    private final Webhook good;
    private final String signature;
    private final String scheme;
    private final String[] signed;

    /**
     * @param signature the header with it
     * @param scheme what stands before its base64
     * @param signed the other headers that it covers
     */
    public Forger(Webhook good, String signature, String scheme, String... signed) {
        this.good = good;
        this.signature = signature;
        this.scheme = scheme;
        this.signed = signed;
    }

    /** How many of them are taken for right. */
    public int accepted(int forgeries, Consumer<Webhook> proof) {
        int accepted = 0;
        for (int i = 0; i < forgeries; i++) {
            try {
                proof.accept(forged());
                accepted++;
            } catch (DomainException.NotProven expected) {
                // as it must be
            }
        }
        return accepted;
    }

    private Webhook forged() {
        return switch (chance.nextInt(3 + signed.length)) {
            case 0 -> withSignature(changed(bytes()));
            case 1 -> withSignature(Arrays.copyOf(bytes(), chance.nextInt(bytes().length)));
            case 2 -> new Webhook(good.path(), good.headers(), good.query(), longer(good.body()));
            default -> withHeader(signed[chance.nextInt(signed.length)]);
        };
    }

    private byte[] bytes() {
        return Base64.getDecoder().decode(good.headers().get(signature).substring(scheme.length()));
    }

    /** One bit, or all of it. */
    private byte[] changed(byte[] bytes) {
        byte[] other = bytes.clone();
        other[chance.nextInt(other.length)] ^= (byte) (1 << chance.nextInt(8));
        if (chance.nextInt(4) == 0) {
            chance.nextBytes(other);
        }
        return other;
    }

    private byte[] longer(byte[] body) {
        byte[] more = Integer.toHexString(chance.nextInt()).getBytes(StandardCharsets.US_ASCII);
        byte[] other = Arrays.copyOf(body, body.length + more.length);
        System.arraycopy(more, 0, other, body.length, more.length);
        return other;
    }

    private Webhook withSignature(byte[] bytes) {
        return with(signature, scheme + Base64.getEncoder().encodeToString(bytes));
    }

    /** A number stays one, near enough to be believed: a time told anew. */
    private Webhook withHeader(String name) {
        String value = good.headers().get(name);
        int step = 1 + chance.nextInt(200);
        return with(name, value.matches("\\d+") ? String.valueOf(Long.parseLong(value) + step) : value + step);
    }

    private Webhook with(String name, String value) {
        Map<String, String> headers = new HashMap<>(good.headers());
        headers.put(name, value);
        return new Webhook(good.path(), headers, good.query(), good.body());
    }
}
