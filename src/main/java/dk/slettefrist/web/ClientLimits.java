package dk.slettefrist.web;

import java.security.Principal;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.spi.runtime.AuthenticationSuccessEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

import dk.slettefrist.platform.Authorization;
import dk.slettefrist.platform.ClientAddress;
import dk.slettefrist.platform.Restraint;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceProof;

/** Refuses who asks too often, before anybody works for him: 429 (RFC 6585), with the time after which it is worth another try. */
@ApplicationScoped
class ClientLimits {

    /** Before users are looked for (200) and after the headers of every answer are set. */
    private static final int BEFORE_AUTHENTICATION = 500;

    private static final String ASKER = Limits.Asker.class.getName();
    private static final String GUESS = ASKER + ".guess";
    private static final Problem PROBLEM = new Problem(429, "too-many-requests", "Too many requests");
    private static final Logger LOG = Logger.getLogger(ClientLimits.class);

    private final Restraint restraint = new Restraint();
    private final Limits limits;
    private final SourceProof proof;
    private final RestOfBody rest;
    private final MeterRegistry registry;

    ClientLimits(Limits limits, SourceProof proof, RestOfBody rest, MeterRegistry registry) {
        this.limits = limits;
        this.proof = proof;
        this.rest = rest;
        this.registry = registry;
    }

    void register(@Observes Filters filters) {
        filters.register(this::limit, BEFORE_AUTHENTICATION);
    }

    /** A password was right: as soon as that is known, however long the request still takes. */
    void proven(@Observes AuthenticationSuccessEvent event) {
        if (event.getEventProperties().get(RoutingContext.class.getName()) instanceof RoutingContext request
                && request.get(ASKER) instanceof Limits.Asker asker) {
            giveBack(request, asker);
            SecurityIdentity identity = event.getSecurityIdentity();
            if (asker.source() == null && isByPassword(asker, identity.getPrincipal())) {
                limits.provenByPassword(asker, identity.getPrincipal().getName(), identity.hasRole("pbx"));
            }
        }
    }

    /** Beside a password there may be a session: that proves nothing of the password. */
    private static boolean isByPassword(Limits.Asker asker, Principal principal) {
        return !(principal instanceof JsonWebToken)
                && Authorization.basic(asker.password())
                        .filter(pair -> pair.user().equals(principal.getName()))
                        .isPresent();
    }

    private void limit(RoutingContext request) {
        Limits.Asker asker = asker(request);
        Optional<Limits.Refusal> refusal = limits.admit(asker);
        if (refusal.isPresent()) {
            refuse(request, refusal.get());
            return;
        }
        request.put(ASKER, asker);
        request.put(GUESS, asker.guesses());
        request.addHeadersEndHandler(answered -> learn(request, asker));
        request.next();
    }

    private void learn(RoutingContext request, Limits.Asker asker) {
        int status = request.response().getStatusCode();
        if (status != 401) {
            giveBack(request, asker);
        } else if (asker.password() != null) {
            limits.disproven(asker);
        }
        if (status == 204 && asker.webhook() != null && asker.source() == null) {
            limits.provenByMessage(asker);
        }
    }

    private void giveBack(RoutingContext request, Limits.Asker asker) {
        if (Boolean.TRUE.equals(request.remove(GUESS))) {
            limits.noGuess(asker);
        }
    }

    private void refuse(RoutingContext request, Limits.Refusal refusal) {
        Counter.builder("slettefrist.requests.refused")
                .description("Requests answered 429, by the limit that was reached")
                .tag("limit", refusal.limit())
                .register(registry)
                .increment();
        restraint.say(
                refusal.limit(),
                times -> LOG.warnf("Answering 429: too many requests limit=%s times=%d", refusal.limit(), times));
        rest.discard(request.request());
        request.request().resume();
        request.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(refusal.seconds()));
        PROBLEM.answer(request.response(), detail(refusal));
    }

    private static String detail(Limits.Refusal refusal) {
        return switch (refusal.limit()) {
            case "source" ->
                "This source asks too often (slettefrist.web.limits.source-requests). Nothing was done; try again.";
            case "proof" ->
                "Too many wrong passwords or tokens came from this address (slettefrist.web.limits.failed-proofs).";
            default ->
                "This address asks too often (slettefrist.web.limits.address-requests). Nothing was done; try again.";
        };
    }

    private Limits.Asker asker(RoutingContext context) {
        HttpServerRequest request = context.request();
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        String source = proof.of(context).map(Source::name).orElse(null);
        String webhook = proof.webhook(context).map(Source::name).orElse(null);
        return new Limits.Asker(
                ClientAddress.of(request).map(ClientAddress::network).orElse("unknown"),
                source,
                webhook,
                Authorization.isBasic(header) ? header : null,
                source == null && webhook == null && guesses(header, context.queryParam("token")));
    }

    /** A signed token can be expired, but nobody guesses one. */
    private static boolean guesses(String header, List<String> tokens) {
        return Authorization.isBasic(header)
                || Authorization.isBearer(header)
                        && header.chars().filter(c -> c == '.').count() != 2
                || header == null && !tokens.isEmpty();
    }
}
