package dk.slettefrist.source;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.ext.web.RoutingContext;

/** Which configured PBX a request comes from, as far as its head says and proves. Cheap, so that it can be looked at before anything else is. */
@ApplicationScoped
public class SourceProof {

    private static final String BASIC = "Basic ";
    private static final String BEARER = "Bearer ";
    private static final Pattern OWN_ADDRESS = Pattern.compile("/api/v1/sources/([^/]+)/.+");
    private static final Pattern WEBHOOK = Pattern.compile("/api/v1/sources/([^/]+)/webhook");

    private final Sources sources;

    SourceProof(Sources sources) {
        this.sources = sources;
    }

    /** The source whose secret stands in the head: by HTTP Basic, as a bearer token, or as {@code token=} at an address of its own. */
    public Optional<Source> of(RoutingContext request) {
        String header = request.request().getHeader(HttpHeaderNames.AUTHORIZATION);
        if (header == null) {
            return byQuery(request);
        }
        return isOf(header, BEARER)
                ? sources.knowing(header.substring(BEARER.length()).strip())
                : isOf(header, BASIC)
                        ? byPassword(header.substring(BASIC.length()).strip())
                        : Optional.empty();
    }

    /** The source at whose webhook this is, whoever sends it: the message itself proves that, once it is read. */
    public Optional<Source> webhook(RoutingContext request) {
        Matcher address = WEBHOOK.matcher(request.request().path());
        return address.matches() ? sources.find(address.group(1)) : Optional.empty();
    }

    private Optional<Source> byQuery(RoutingContext request) {
        Matcher address = OWN_ADDRESS.matcher(request.request().path());
        List<String> tokens = address.matches() ? request.queryParam("token") : List.of();
        return tokens.size() == 1
                ? sources.find(address.group(1)).filter(source -> source.knows(tokens.get(0)))
                : Optional.empty();
    }

    private Optional<Source> byPassword(String pair) {
        try {
            String[] parts = new String(Base64.getDecoder().decode(pair), StandardCharsets.UTF_8).split(":", 2);
            return parts.length == 2
                    ? sources.find(parts[0]).filter(source -> source.knows(parts[1]))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isOf(String header, String scheme) {
        return header.regionMatches(true, 0, scheme, 0, scheme.length());
    }
}
