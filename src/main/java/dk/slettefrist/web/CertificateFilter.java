package dk.slettefrist.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

import dk.slettefrist.platform.Restraint;
import dk.slettefrist.source.ClientCertificates;

/** Has the client's certificate looked at before all who ask for it, and refuses one that cannot be read: who else was meant would be a guess. */
@ApplicationScoped
class CertificateFilter {

    /** Before anybody is counted or known. */
    private static final int EARLY = 506;

    private static final Logger LOG = Logger.getLogger(CertificateFilter.class);

    private final Restraint restraint = new Restraint();
    private final ClientCertificates certificates;
    private final RestOfBody rest;

    CertificateFilter(ClientCertificates certificates, RestOfBody rest) {
        this.certificates = certificates;
        this.rest = rest;
    }

    void register(@Observes Filters filters) {
        filters.register(this::look, EARLY);
    }

    private void look(RoutingContext context) {
        try {
            certificates.look(context);
        } catch (IllegalArgumentException e) {
            restraint.say(
                    Problem.INVALID.slug(),
                    times -> LOG.warnf(
                            "Answering 400: the proxy tells a client certificate that cannot be read, or two times=%d",
                            times));
            rest.discard(context.request());
            context.request().resume();
            Problem.INVALID.answer(
                    context.response(),
                    "The proxy tells a client certificate (slettefrist.web.client-certificate-header) that cannot be read, or two.");
            return;
        }
        context.next();
    }
}
