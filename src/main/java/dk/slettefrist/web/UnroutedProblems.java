package dk.slettefrist.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;

import io.quarkus.oidc.OIDCException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** What the router refuses before anything of ours sees it, as a problem; the framework would tell the name of its exception, and log it as an error. */
@ApplicationScoped
class UnroutedProblems {

    /** Before the framework's own. */
    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(UnroutedProblems::answer);
    }

    private static void answer(RoutingContext context) {
        if (context.response().headWritten()) {
            context.next();
        } else if (context.failure() instanceof OIDCException) {
            context.response().putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(DatabaseProblems.RETRY_AFTER_SECONDS));
            DomainProblems.UNAVAILABLE.answer(context.response(), ProviderProblems.DETAIL);
        } else if (context.statusCode() == Problem.INVALID.status()) {
            Problem.INVALID.answer(context.response(), "The address or the header Host is not as HTTP demands.");
        } else {
            context.next();
        }
    }
}
