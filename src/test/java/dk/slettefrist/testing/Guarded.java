package dk.slettefrist.testing;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** A service with little patience and low limits behind a proxy at {@link #PROXY}, which tells from where a request comes. */
public final class Guarded implements QuarkusTestProfile {

    /** The one address that may tell another. */
    public static final String PROXY = "127.0.0.3";

    /** Guesses that can be saved up; another comes after ten minutes at the earliest. */
    public static final int PROOFS = 5;

    /** Requests of an address that can be saved up. */
    public static final int REQUESTS = 10;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.http.proxy.proxy-address-forwarding", "true",
                "quarkus.http.proxy.trusted-proxies", PROXY,
                "slettefrist.web.limits.failed-proofs", Integer.toString(PROOFS),
                "slettefrist.web.limits.address-requests", Integer.toString(REQUESTS / 10),
                "slettefrist.web.limits.source-requests", "100",
                "slettefrist.web.linger", "PT0.3S",
                "slettefrist.web.head-timeout", "PT1S",
                "slettefrist.web.body-timeout", "PT1S",
                "slettefrist.ingest.max-duration", "PT8S");
    }
}
