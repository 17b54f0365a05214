package dk.slettefrist.ingest.pbx;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dk.slettefrist.platform.DomainException;

/** The fields of an {@code application/x-www-form-urlencoded} body (WHATWG URL, section 5.1), in the order in which they came. */
public record Form(Map<String, List<String>> fields) {

    private static final int MOST_FIELDS = 256;

    /** @throws DomainException.InvalidRequest when it is none */
    public static Form of(Webhook webhook) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String pair : webhook.text().strip().split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals), webhook);
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1), webhook);
            if (!name.isEmpty()) {
                fields.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
            }
            if (fields.size() > MOST_FIELDS) {
                throw new DomainException.InvalidRequest("The form has more than " + MOST_FIELDS + " fields.");
            }
        }
        return new Form(fields);
    }

    /** The first value that is not blank. */
    public Optional<String> get(String name) {
        return fields.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    /** @throws DomainException.InvalidRequest when it is missing */
    public String require(String name) {
        return get(name).orElseThrow(() -> new DomainException.InvalidRequest("The field " + name + " is missing."));
    }

    private static String decode(String text, Webhook webhook) {
        try {
            return URLDecoder.decode(text, webhook.charset());
        } catch (IllegalArgumentException e) {
            throw new DomainException.InvalidRequest("The body is not a URL-encoded form.", e);
        }
    }
}
