package dk.slettefrist.trace;

import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.Config;

import dk.slettefrist.platform.StartupRefusedException;

/** Refuses to believe everybody's word on addresses: forwarding needs the proxies' names. */
final class ProxyCheck {

    private static final String FORWARDING = "quarkus.http.proxy.proxy-address-forwarding";
    private static final String TRUSTED = "quarkus.http.proxy.trusted-proxies";

    void check(@Observes @Priority(-1000) StartupEvent event, Config config) {
        require(
                config.getOptionalValue(FORWARDING, Boolean.class).orElse(false),
                config.getOptionalValues(TRUSTED, String.class).orElse(List.of()));
    }

    /** @throws StartupRefusedException when addresses are to be believed, and nobody is named whose word on them is */
    static void require(boolean forwarding, List<String> trusted) {
        if (forwarding && trusted.isEmpty()) {
            throw new StartupRefusedException(
                    FORWARDING + " needs " + TRUSTED + ": without it everybody could say from where a request comes");
        }
    }
}
