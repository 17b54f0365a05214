package dk.slettefrist.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;

import dk.slettefrist.source.ClientCertificates;

/** Has the client's certificate looked at before all who ask for it, and refuses one that cannot be read: who else was meant would be a guess. */
@ApplicationScoped
class CertificateFilter {

    /** Before anybody is counted or known. */
    private static final int EARLY = 506;

    private static final Problem PROBLEM = new Problem(400, "invalid-request", "Invalid request");

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
            rest.discard(context.request());
            context.request().resume();
            PROBLEM.answer(
                    context.response(),
                    "The proxy tells a client certificate (slettefrist.web.client-certificate-header) that cannot be read, or two.");
            return;
        }
        context.next();
    }
}
