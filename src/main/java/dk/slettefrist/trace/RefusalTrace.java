package dk.slettefrist.trace;

import java.security.Principal;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

import dk.slettefrist.audit.AuditEvent;
import dk.slettefrist.audit.AuditType;
import dk.slettefrist.platform.ClientAddress;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceProof;

/**
 * Sees every request that is answered 401 or 403, whoever refused it and however the user was to be proven, after it was answered.
 *
 * <p>The name that goes with a failed login is a stranger's own text. People type passwords into that field, and telephone and CPR numbers; no
 * pattern tells these from names. So it is kept only when the settings know a user or source of that name, and is {@code unknown} otherwise.
 */
@ApplicationScoped
class RefusalTrace {

    private static final Logger LOG = Logger.getLogger(RefusalTrace.class);

    /** Before authentication, and all else that may refuse. */
    private static final int BEFORE_ALL = 1000;

    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;
    private static final Pattern AUDIO = Pattern.compile("/api/v1/recordings/[^/]*/audio");
    private static final Pattern CLEAN = Pattern.compile("\\P{Cntrl}{1,128}");

    private final RefusalWriter writer;
    private final KnownNames names;
    private final SourceProof proof;

    RefusalTrace(RefusalWriter writer, KnownNames names, SourceProof proof) {
        this.writer = writer;
        this.names = names;
        this.proof = proof;
    }

    void register(@Observes Filters filters) {
        filters.register(
                request -> {
                    request.addEndHandler(ended -> look(request));
                    request.next();
                },
                BEFORE_ALL);
    }

    private void look(RoutingContext request) {
        try {
            refusal(request).ifPresent(writer::note);
        } catch (RuntimeException e) {
            LOG.warnf("A refused request could not be noted: %s", e.getClass().getName());
        }
    }

    private Optional<Refusal> refusal(RoutingContext request) {
        return switch (request.response().getStatusCode()) {
            case FORBIDDEN -> Optional.of(refusal(request, AuditType.FORBIDDEN, user(request)));
            case UNAUTHENTICATED -> unproven(request);
            default -> Optional.empty();
        };
    }

    /** Without credentials it is only a question, unless it is for sound. Who shows a source's secret is that source, whomever the address is for. */
    private Optional<Refusal> unproven(RoutingContext request) {
        Credentials credentials = Credentials.of(request);
        if (credentials.shown()) {
            String name = proof.certified(request)
                    .or(() -> proof.of(request))
                    .map(Source::name)
                    .or(() -> credentials.name().filter(names::contain))
                    .orElse(AuditEvent.UNKNOWN);
            return Optional.of(refusal(request, AuditType.LOGIN_FAILED, name));
        }
        return AUDIO.matcher(request.normalizedPath()).matches()
                ? Optional.of(refusal(request, AuditType.LISTENING_REFUSED, AuditEvent.UNKNOWN))
                : Optional.empty();
    }

    private static Refusal refusal(RoutingContext context, AuditType type, String actor) {
        HttpServerRequest request = context.request();
        String line = RequestLine.of(request.method().name(), context.normalizedPath());
        return new Refusal(type, actor, ClientAddress.of(request).orElse(null), line);
    }

    /** A name may come from an identity provider: one that the database could not keep would stop all that is to be written. */
    private static String user(RoutingContext request) {
        return request.user() instanceof QuarkusHttpUser user
                ? Optional.ofNullable(user.getSecurityIdentity().getPrincipal())
                        .map(Principal::getName)
                        .filter(name -> CLEAN.matcher(name).matches())
                        .orElse(AuditEvent.UNKNOWN)
                : AuditEvent.UNKNOWN;
    }
}
