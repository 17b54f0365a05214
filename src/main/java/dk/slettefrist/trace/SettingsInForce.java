package dk.slettefrist.trace;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.Config;

import dk.slettefrist.platform.LiveFiles;

/**
 * The settings whose change is an event: our own, who has which role, whose certificate or word on addresses is believed. Not the periods, which have an
 * event of their own with their values, nor what the standalone mode draws anew at each start.
 */
@ApplicationScoped
class SettingsInForce {

    private static final List<String> WATCHED = List.of(
            "slettefrist.",
            "quarkus.security.users.embedded.roles.",
            "quarkus.oidc.",
            "quarkus.http.auth.",
            "quarkus.http.proxy.",
            "quarkus.http.ssl.",
            "quarkus.tls.");
    private static final Set<String> TOLD_ELSEWHERE =
            Set.of("slettefrist.retention.unflagged", "slettefrist.retention.flagged");
    /** What Kubernetes tells a container of the services slettefrist and slettefrist-management looks like settings. */
    private static final Pattern OF_KUBERNETES =
            Pattern.compile("slettefrist\\.(management\\.)?(service\\.(host|port)|port)(\\..*)?");

    private static final List<String> OF_STANDALONE = List.of("slettefrist.s3.", "slettefrist.standalone.");

    private final Config config;
    private final LiveFiles files;

    SettingsInForce(Config config, LiveFiles files) {
        this.config = config;
        this.files = files;
    }

    /** Values by name, with what files say that count while the service runs; a setting without a value is not there. */
    Map<String, String> all() {
        boolean standalone =
                config.getOptionalValue("slettefrist.standalone", Boolean.class).orElse(false);
        Map<String, String> all = new TreeMap<>();
        for (String name : config.getPropertyNames()) {
            if (isWatched(name) && !(standalone && begins(name, OF_STANDALONE))) {
                String value = config.getConfigValue(name).getValue();
                if (value != null) {
                    all.put(name, value);
                }
            }
        }
        all.putAll(files.states());
        return all;
    }

    static boolean isWatched(String name) {
        return begins(name, WATCHED)
                && !TOLD_ELSEWHERE.contains(name)
                && !OF_KUBERNETES.matcher(name).matches();
    }

    private static boolean begins(String name, List<String> beginnings) {
        return beginnings.stream().anyMatch(name::startsWith);
    }
}
