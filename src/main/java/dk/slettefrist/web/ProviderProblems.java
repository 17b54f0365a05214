package dk.slettefrist.web;

import jakarta.ws.rs.core.Response;

import io.quarkus.oidc.OIDCException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import dk.slettefrist.platform.DomainException;

/** An identity provider that is away is a 503: who he is can be said of nobody now, and of a wrong token neither. */
final class ProviderProblems {

    static final String DETAIL = "The identity provider does not answer, so nobody can be let in by it now. Try again.";

    private final DomainProblems problems;

    ProviderProblems(DomainProblems problems) {
        this.problems = problems;
    }

    @ServerExceptionMapper
    Response map(OIDCException e) {
        return problems.map(new DomainException.Unavailable(DETAIL, e));
    }
}
