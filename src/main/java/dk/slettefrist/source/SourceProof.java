package dk.slettefrist.source;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.ext.web.RoutingContext;

import dk.slettefrist.platform.Authorization;

/** Which configured PBX a request comes from, as far as its head says and proves. Cheap, so that it can be looked at before anything else is. */
@ApplicationScoped
public class SourceProof {

    private static final Pattern OWN_ADDRESS = Pattern.compile("/api/v1/sources/([^/]+)/.+");
    private static final Pattern WEBHOOK = Pattern.compile("/api/v1/sources/([^/]+)/webhook");

    private final Sources sources;

    SourceProof(Sources sources) {
        this.sources = sources;
    }

    /**
     * The source whose client certificate this came with, or whose secret stands in the head: by HTTP Basic, as a bearer token, or as {@code
     * token=} at an address of its own. Where there is both, both must be the same source's: else nothing is proven.
     */
    public Optional<Source> of(RoutingContext request) {
        Optional<Source> certified = certified(request);
        if (certified.isPresent() && !tells(request)) {
            return certified;
        }
        Optional<Source> knowing = bySecret(request);
        return certified.isEmpty()
                ? knowing
                : knowing.filter(source -> source.name().equals(certified.get().name()));
    }

    /** The source whose client certificate this came with, whatever else the head says. */
    public Optional<Source> certified(RoutingContext request) {
        return ClientCertificates.subject(request).flatMap(sources::certified);
    }

    private Optional<Source> bySecret(RoutingContext request) {
        return byToken(request).or(() -> Authorization.basic(header(request))
                .flatMap(pair -> sources.find(pair.user()).filter(source -> source.knows(pair.password()))));
    }

    /** Whether there are credentials beside the certificate, right or wrong. */
    private static boolean tells(RoutingContext request) {
        return header(request) != null
                || OWN_ADDRESS.matcher(request.normalizedPath()).matches()
                        && !request.queryParam("token").isEmpty();
    }

    /** By a secret that says itself whose it is; HTTP Basic has a way of its own. */
    Optional<Source> byToken(RoutingContext request) {
        String header = header(request);
        return header == null ? byQuery(request) : Authorization.bearer(header).flatMap(sources::knowing);
    }

    /** The source at whose webhook this is, whoever sends it: the message itself proves that, once it is read. */
    public Optional<Source> webhook(RoutingContext request) {
        Matcher address = WEBHOOK.matcher(request.normalizedPath());
        return address.matches() ? sources.find(address.group(1)) : Optional.empty();
    }

    private Optional<Source> byQuery(RoutingContext request) {
        Matcher address = OWN_ADDRESS.matcher(request.normalizedPath());
        List<String> tokens = address.matches() ? request.queryParam("token") : List.of();
        return tokens.size() == 1
                ? sources.find(address.group(1)).filter(source -> source.knows(tokens.get(0)))
                : Optional.empty();
    }

    private static String header(RoutingContext request) {
        return request.request().getHeader(HttpHeaderNames.AUTHORIZATION);
    }
}
