package dk.slettefrist.ingest.pbx;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;

import io.vertx.core.http.HttpServerRequest;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

import dk.slettefrist.platform.Restraint;
import dk.slettefrist.source.Sources;

/**
 * Says what is refused at the addresses of sources, whoever refuses it: a PBX does not show it. What is unavailable is said where it is. A
 * problem's detail holds nothing personal.
 */
final class RefusalLog {

    private static final Logger LOG = Logger.getLogger(RefusalLog.class);
    private static final Pattern ADDRESS = Pattern.compile("/api/v1/sources/([^/]+)/.*");

    private static final Pattern WITH_DIGITS = Pattern.compile("\\S*\\d\\S*");

    private final Restraint restraint = new Restraint();
    private final Sources sources;

    RefusalLog(Sources sources) {
        this.sources = sources;
    }

    /** By the address as it was sent: read once more, an escaped percent sign would not be one any more. */
    @ServerResponseFilter
    void say(HttpServerRequest request, ContainerResponseContext response) {
        Matcher address = ADDRESS.matcher(request.path());
        if (response.getStatusInfo().getFamily() == Response.Status.Family.CLIENT_ERROR && address.matches()) {
            String source = sources.find(address.group(1)).isPresent() ? address.group(1) : "unknown";
            String reason = member(response, "type").replaceFirst(".*:", "");
            String detail = member(response, "detail");
            restraint.say(
                    source + " " + reason + " " + cause(detail),
                    times -> LOG.warnf(
                            "Refusing what a PBX sends source=%s status=%d reason=%s times=%d: %s",
                            source, response.getStatus(), reason, times, detail));
        }
    }

    /** The same for the same cause: a detail differs by numbers and times only. Else a stranger's refusals would hide those of the PBX. */
    private static String cause(String detail) {
        return WITH_DIGITS.matcher(detail).replaceAll("#");
    }

    private static String member(ContainerResponseContext response, String name) {
        return response.getEntity() instanceof Map<?, ?> problem && problem.get(name) instanceof String text
                ? text
                : "-";
    }
}
