package dk.slettefrist.ingest.pbx;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.Source;

/**
 * A message of a PBX, as it came.
 *
 * @param path as it was asked for, still encoded, with the query behind a question mark if there was one
 * @param headers by their names in lower case, the first value of each
 * @param query decoded
 * @param certified the source whose client certificate it came with
 * @param body every byte of it; translators bound what they read of it
 */
public record Webhook(
        String path,
        Map<String, String> headers,
        Map<String, List<String>> query,
        Optional<String> certified,
        byte[] body) {

    private static final byte[] NOTHING = {};

    /** One without a client certificate. */
    public Webhook(String path, Map<String, String> headers, Map<String, List<String>> query, byte[] body) {
        this(path, headers, query, Optional.empty(), body);
    }

    /** A request of whose body nothing is read. */
    public static Webhook head(UriInfo uri, HttpHeaders headers, Optional<Source> certified) {
        String query = uri.getRequestUri().getRawQuery();
        Map<String, String> first = new HashMap<>();
        headers.getRequestHeaders().forEach((name, values) -> first.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        return new Webhook(
                uri.getRequestUri().getRawPath() + (query == null ? "" : "?" + query),
                first,
                uri.getQueryParameters(),
                certified.map(Source::name),
                NOTHING);
    }

    /** The same with what was read of its body. */
    Webhook with(byte[] read) {
        return new Webhook(path, headers, query, certified, read);
    }

    /** A header by its name in any case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** @throws DomainException.NotProven when a header is missing that proves, with others, whose the message is */
    public String requireProof(String name) {
        return header(name).orElseThrow(() -> new DomainException.NotProven("The header " + name + " is missing."));
    }

    /** The first value of a query parameter. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).map(values -> values.get(0));
    }

    /** The media type without parameters, in lower case; empty when none was told. */
    public String mediaType() {
        return header("content-type")
                .map(type -> type.replaceAll(";.*", "").strip().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    /** The body in the character set that it tells, else UTF-8; what is none becomes U+FFFD. */
    public String text() {
        return new String(body, charset());
    }

    Charset charset() {
        try {
            String name = header("content-type")
                    .map(MediaType::valueOf)
                    .map(type -> type.getParameters().get(MediaType.CHARSET_PARAMETER))
                    .orElse("UTF-8");
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
