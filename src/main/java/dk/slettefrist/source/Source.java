package dk.slettefrist.source;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import dk.slettefrist.storage.InboxAddress;

/**
 * A PBX as the settings describe it, checked.
 *
 * @param name 1 to 32 characters of {@code a-z0-9-}; recordings and calls name their source by it
 * @param secrets hashes ({@link HashedSecret}) of what it sends as password or token, and what its signatures are checked with; of either sort one or two,
 *     or none at all where a certificate is enough
 * @param zone of times that it tells without a zone
 * @param publicUrl the URL by which it reaches the service, without path or query
 * @param fields its own names of {@code operator}, {@code queue}, {@code caller}, {@code callee} and {@code direction}; of a {@link
 *     SourceKind#LINK} also those of everything else
 * @param recorded which of its calls must bring a recording
 * @param tellsOfCalls whether a recording without a call is a gap
 * @param certificate whom the client certificate names with which it proves itself, beside or instead of a secret
 * @param inbox of a {@link SourceKind#BUCKET}, and of no other kind
 */
public record Source(
        String name,
        SourceKind kind,
        List<String> secrets,
        ZoneId zone,
        Optional<URI> publicUrl,
        Map<String, String> fields,
        Recorded recorded,
        boolean tellsOfCalls,
        Media media,
        Optional<CertificateSubject> certificate,
        Optional<Inbox> inbox) {

    /** One that has neither certificate nor inbox. */
    public Source(
            String name,
            SourceKind kind,
            List<String> secrets,
            ZoneId zone,
            Optional<URI> publicUrl,
            Map<String, String> fields,
            Recorded recorded,
            boolean tellsOfCalls,
            Media media) {
        this(
                name,
                kind,
                secrets,
                zone,
                publicUrl,
                fields,
                recorded,
                tellsOfCalls,
                media,
                Optional.empty(),
                Optional.empty());
    }

    /** The same with other secrets. */
    Source with(List<String> others) {
        return new Source(
                name, kind, others, zone, publicUrl, fields, recorded, tellsOfCalls, media, certificate, inbox);
    }

    /** Never tells a secret. */
    @Override
    public String toString() {
        return name + " (" + kind.label() + ")";
    }

    /** Whether a text is the password or token of one of its hashes, see {@link HashedSecret#isOfOne}. What checks signatures is none. */
    public boolean knows(String told) {
        return HashedSecret.isOfOne(secrets, told);
    }

    /** What its signatures are checked with: a hash cannot, and who reads it must not be able to sign. */
    public List<String> signing() {
        return secrets.stream().filter(secret -> !HashedSecret.isMeant(secret)).toList();
    }

    /** What this source calls a field of ours. */
    public String field(String ours, String usually) {
        return fields.getOrDefault(ours, usually);
    }

    /**
     * How recordings are fetched from it.
     *
     * @param baseUrl where its own interface begins, without a slash at the end
     * @param hosts from which its recordings may be fetched
     * @param plainHttp whether {@code http:} is allowed beside {@code https:}
     * @param privateNetworks whose addresses are allowed though they are private, loopback or link-local
     * @param authorization what proves to it who fetches, as the header {@code Authorization} tells it; asked for each request, for it may change
     * @param keepTrying for how long after the message it is tried
     * @param timeout of one attempt
     * @param redirects how many are followed, each to an allowed host
     * @param delete whether the PBX's copy is deleted once it is not needed
     */
    public record Media(
            Optional<URI> baseUrl,
            List<AllowedHost> hosts,
            boolean plainHttp,
            List<Network> privateNetworks,
            Supplier<Optional<String>> authorization,
            Duration keepTrying,
            Duration timeout,
            int redirects,
            boolean delete) {

        /** Never tells a secret. */
        @Override
        public String toString() {
            return "media from " + hosts;
        }
    }

    /**
     * The bucket into which it puts its recordings.
     *
     * @param key what the name of an object tells, without the inbox's prefix: the whole of it, with groups named as our fields
     * @param companions how the names of files end that it puts beside its recordings, and that are removed unread
     * @param keepRefused how long what can never be taken stays, from when it came
     */
    public record Inbox(InboxAddress address, Pattern key, List<String> companions, Duration keepRefused) {}
}
