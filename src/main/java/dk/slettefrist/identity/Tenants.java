package dk.slettefrist.identity;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.oidc.TenantResolver;
import io.quarkus.oidc.runtime.OidcUtils;
import io.vertx.ext.web.RoutingContext;

/**
 * A session counts for pages, a bearer token for all else. The framework would also take the last word of an address for the name of a tenant, and a call
 * may be named as the person likes who placed it.
 */
@ApplicationScoped
class Tenants implements TenantResolver {

    private static final String PAGES = "/session";

    @Override
    public String resolve(RoutingContext request) {
        String path = request.normalizedPath();
        return path.equals(PAGES) || path.startsWith(PAGES + "/") ? "pages" : OidcUtils.DEFAULT_TENANT_ID;
    }
}
