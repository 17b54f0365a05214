package dk.slettefrist.source;

import static dk.slettefrist.source.SourceCheck.require;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What must be true of the secrets of a PBX. What it sends along, as password or token, is only compared: of that the settings have a salted hash and never
 * itself. What signs must be known, or is a public key. Every failure is an {@link IllegalArgumentException} that says what to do, and tells no secret.
 */
final class SecretCheck {

    /** Shorter ones can be guessed. */
    static final int SHORTEST = 16;

    private static final int MOST_OF_A_SORT = 2;

    private static final Set<SourceKind> SIGN = Set.of(SourceKind.GENERIC, SourceKind.TWILIO, SourceKind.TELNYX);
    private static final Set<SourceKind> SIGN_ALWAYS = Set.of(SourceKind.TWILIO, SourceKind.TELNYX);

    /** Of Standard Webhooks. */
    private static final Pattern SIGNING_KEY =
            Pattern.compile("whsec_(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?");

    private static final String MAKE_A_HASH =
            "make it: salt=$(openssl rand -hex 16); echo \"sha256:$salt:$(printf %s \"$salt$SECRET\" | sha256sum | cut -d ' ' -f 1)\"";

    private SecretCheck() {}

    /** As they are told; none for a bucket, which sends no messages. */
    static List<String> check(SourceKind kind, List<String> secrets) {
        if (kind == SourceKind.BUCKET) {
            return List.of();
        }
        require(!secrets.isEmpty(), "secrets is missing: what proves that a message is its");
        require(
                secrets.stream().noneMatch(Placeholder::is),
                "secrets still has a placeholder of the documentation: make one of its own, with openssl rand -hex 24");
        hashes(secrets.stream().filter(HashedSecret::isMeant).toList());
        others(
                kind,
                secrets.stream().filter(secret -> !HashedSecret.isMeant(secret)).toList());
        return List.copyOf(secrets);
    }

    private static void hashes(List<String> hashes) {
        require(hashes.size() <= MOST_OF_A_SORT, "secrets may have two hashes at most: the old one and the new one");
        require(
                hashes.stream().allMatch(hash -> HashedSecret.parse(hash).isPresent()),
                "a hash in secrets must be like sha256:<16 to 128 letters or digits>:<64 hex digits>");
        require(
                hashes.stream()
                        .map(HashedSecret::parse)
                        .flatMap(Optional::stream)
                        .noneMatch(Placeholder::isHashed),
                "a hash in secrets is that of a placeholder of the documentation: make a secret, with openssl rand -hex 24");
    }

    private static void others(SourceKind kind, List<String> secrets) {
        require(
                secrets.isEmpty() || SIGN.contains(kind),
                "secrets must be the salted hash of what the PBX sends, never that itself; " + MAKE_A_HASH);
        require(
                !secrets.isEmpty() || !SIGN_ALWAYS.contains(kind),
                kind == SourceKind.TELNYX
                        ? "secrets must have the public key of Telnyx: it checks signatures, and a hash cannot"
                        : "secrets must have the auth token itself: it signs, and a hash of it cannot");
        require(secrets.size() <= MOST_OF_A_SORT, "secrets may be two at most: the old one and the new one");
        require(
                secrets.stream().allMatch(secret -> secret.length() >= SHORTEST),
                "each of secrets must have at least " + SHORTEST + " characters");
        require(
                kind != SourceKind.GENERIC || secrets.stream().allMatch(SIGNING_KEY.asMatchPredicate()),
                "secrets must be signing keys (whsec_ and base64), or the salted hash of what the PBX sends, never that itself; "
                        + MAKE_A_HASH);
        require(
                kind != SourceKind.TELNYX
                        || secrets.stream()
                                .allMatch(secret -> Ed25519Key.parse(secret).isPresent()),
                "each of secrets must be a public key of Telnyx: base64 of an Ed25519 key, 44 characters");
    }
}
