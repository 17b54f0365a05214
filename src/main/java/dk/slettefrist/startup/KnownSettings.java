package dk.slettefrist.startup;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.common.utils.StringUtil;

import dk.slettefrist.call.CallSettings;
import dk.slettefrist.gap.GapSettings;
import dk.slettefrist.identity.OidcSettings;
import dk.slettefrist.identity.UserSettings;
import dk.slettefrist.ingest.IngestSettings;
import dk.slettefrist.ingest.inbox.InboxSettings;
import dk.slettefrist.ingest.media.MediaSettings;
import dk.slettefrist.ingest.pbx.WebhookSettings;
import dk.slettefrist.platform.ClockSettings;
import dk.slettefrist.platform.DatabaseSettings;
import dk.slettefrist.platform.LogSettings;
import dk.slettefrist.policy.RetentionSettings;
import dk.slettefrist.purge.PurgeSettings;
import dk.slettefrist.reconcile.ReconcileSettings;
import dk.slettefrist.recording.AccessSettings;
import dk.slettefrist.source.ClientCertificateSettings;
import dk.slettefrist.source.SourceSettings;
import dk.slettefrist.storage.StorageSettings;
import dk.slettefrist.telemetry.TelemetrySettings;
import dk.slettefrist.trace.TraceSettings;
import dk.slettefrist.web.LimitSettings;
import dk.slettefrist.web.WebSettings;

/** The names of all settings of ours, so that a slip of the pen in one is not a setting that nobody reads. */
final class KnownSettings {

    /** Each feature's. */
    static final List<Class<?>> MAPPINGS = List.of(
            AccessSettings.class,
            CallSettings.class,
            ClientCertificateSettings.class,
            ClockSettings.class,
            DatabaseSettings.class,
            GapSettings.class,
            InboxSettings.class,
            IngestSettings.class,
            LimitSettings.class,
            LogSettings.class,
            MediaSettings.class,
            OidcSettings.class,
            PurgeSettings.class,
            ReconcileSettings.class,
            RetentionSettings.class,
            SourceSettings.class,
            StorageSettings.class,
            TelemetrySettings.class,
            TraceSettings.class,
            UserSettings.class,
            WebSettings.class,
            WebhookSettings.class);

    /** What is nobody's to set, but for the home of the standalone mode. */
    private static final List<String> OTHERS = List.of(
            "slettefrist.home",
            "slettefrist.pages.oidc-false",
            "slettefrist.pages.oidc-true",
            "slettefrist.standalone",
            "slettefrist.standalone.home",
            "slettefrist.standalone.ends-with-parent");

    private static final String PROPERTY = "slettefrist.";
    private static final String VARIABLE = "SLETTEFRIST_";

    /** What Kubernetes tells of services whose names begin like ours. */
    private static final Pattern OF_KUBERNETES =
            Pattern.compile("SLETTEFRIST_([A-Z0-9_]+_)?(SERVICE_(HOST|PORT(_[A-Z0-9_]+)?)|PORT(_[0-9]+_[A-Z]+.*)?)");

    /** What the demonstration, Keycloak's realm and the script for Asterisk are told by, perhaps in the same shell. */
    private static final Pattern OF_TOOLS =
            Pattern.compile("SLETTEFRIST_(URL|PBX|OPERATOR|SUPERVISOR|AUDITOR|DELIVER_CONF)");

    private final List<String> names;
    private final Pattern properties;
    private final Pattern variables;

    KnownSettings() {
        this.names = Stream.concat(
                        MAPPINGS.stream()
                                .flatMap(mapping ->
                                        ConfigMappings.getProperties(ConfigClass.configClass(mapping))
                                                .keySet()
                                                .stream()),
                        OTHERS.stream())
                .filter(name -> !name.endsWith("[*]"))
                .toList();
        this.properties = pattern("[.]", "(\"[^\"]+\"|[^.]+)", false);
        this.variables = pattern("_", ".+", true);
    }

    /**
     * The first name that begins like ours and is none.
     *
     * @param properties of all sources; those that the framework makes of variables of the environment do not count
     * @param environment names of its variables
     */
    Optional<String> stranger(Collection<String> properties, Collection<String> environment) {
        Set<String> made =
                environment.stream().map(StringUtil::toLowerCaseAndDotted).collect(Collectors.toSet());
        return Stream.concat(
                        environment.stream().filter(this::isStrangeVariable),
                        properties.stream().filter(name -> !made.contains(name)).filter(this::isStrangeProperty))
                .sorted()
                .findFirst();
    }

    private boolean isStrangeProperty(String name) {
        return name.startsWith(PROPERTY) && !properties.matcher(name).matches();
    }

    private boolean isStrangeVariable(String name) {
        return name.startsWith(VARIABLE)
                && !variables.matcher(name).matches()
                && !OF_KUBERNETES.matcher(name).matches()
                && !OF_TOOLS.matcher(name).matches();
    }

    /** A star in a name is a name of the administrator's; a list may be told item by item. */
    private Pattern pattern(String dot, String star, boolean variable) {
        String item = variable ? "(_[0-9]+_)?" : "(\\[[0-9]+\\])?";
        return Pattern.compile(names.stream()
                .map(name ->
                        variable ? name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9*]", "_") : name.replace(".", dot))
                .map(name -> name.replace("*", star))
                .collect(Collectors.joining("|", "(", ")" + item)));
    }
}
