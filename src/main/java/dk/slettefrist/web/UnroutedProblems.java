package dk.slettefrist.web;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** What the router refuses before anything of ours sees it, as a problem; the framework would tell the name of its exception, and log it as an error. */
@ApplicationScoped
class UnroutedProblems {

    private static final int BAD_REQUEST = 400;

    /** Before the framework's own. */
    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(UnroutedProblems::answer);
    }

    private static void answer(RoutingContext context) {
        if (context.statusCode() != BAD_REQUEST || context.response().headWritten()) {
            context.next();
            return;
        }
        Problem problem = new Problem(BAD_REQUEST, "invalid-request", "Invalid request");
        context.response()
                .setStatusCode(BAD_REQUEST)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(new JsonObject(problem.body("The address or the header Host is not as HTTP demands.", Map.of()))
                        .encode());
    }
}
