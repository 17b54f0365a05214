package dk.slettefrist.startup;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;

import dk.slettefrist.call.CallSettings;
import dk.slettefrist.gap.GapSettings;
import dk.slettefrist.identity.OidcSettings;
import dk.slettefrist.ingest.IngestSettings;
import dk.slettefrist.ingest.inbox.InboxSettings;
import dk.slettefrist.ingest.media.MediaSettings;
import dk.slettefrist.ingest.pbx.WebhookSettings;
import dk.slettefrist.platform.ClockSettings;
import dk.slettefrist.policy.RetentionSettings;
import dk.slettefrist.purge.PurgeSettings;
import dk.slettefrist.reconcile.ReconcileSettings;
import dk.slettefrist.recording.AccessSettings;
import dk.slettefrist.source.ClientCertificateSettings;
import dk.slettefrist.source.SourceSettings;
import dk.slettefrist.storage.StorageSettings;
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
            GapSettings.class,
            InboxSettings.class,
            IngestSettings.class,
            LimitSettings.class,
            MediaSettings.class,
            OidcSettings.class,
            PurgeSettings.class,
            ReconcileSettings.class,
            RetentionSettings.class,
            SourceSettings.class,
            StorageSettings.class,
            TraceSettings.class,
            WebSettings.class,
            WebhookSettings.class);

    /** What is read by its name alone and has no default. */
    private static final List<String> OTHERS =
            List.of("slettefrist.home", "slettefrist.standalone", "slettefrist.standalone.home");

    private static final String PROPERTY = "slettefrist.";
    private static final String VARIABLE = "SLETTEFRIST_";

    /** What Kubernetes tells of services whose names begin like ours. */
    private static final Pattern OF_KUBERNETES =
            Pattern.compile("SLETTEFRIST_([A-Z0-9_]+_)?(SERVICE_(HOST|PORT(_[A-Z0-9_]+)?)|PORT(_[0-9]+_[A-Z]+.*)?)");

    private final List<String> names;
    private final Pattern properties;
    private final Pattern variables;

    /** @param defaults names of the settings that have their defaults in a file of ours; others there do not count */
    KnownSettings(Collection<String> defaults) {
        this.names = Stream.of(
                        MAPPINGS.stream()
                                .flatMap(mapping ->
                                        ConfigMappings.getProperties(ConfigClass.configClass(mapping))
                                                .keySet()
                                                .stream()),
                        defaults.stream().filter(name -> name.startsWith(PROPERTY)),
                        OTHERS.stream())
                .flatMap(name -> name)
                .toList();
        this.properties = pattern("[.]", "(\"[^\"]+\"|[^.]+)", false);
        this.variables = pattern("_", ".+", true);
    }

    /** The first of the names of properties or variables that begins like ours and is none. */
    Optional<String> stranger(Collection<String> all) {
        return all.stream()
                .filter(name -> isStrangeProperty(name) || isStrangeVariable(name))
                .sorted()
                .findFirst();
    }

    private boolean isStrangeProperty(String name) {
        return name.startsWith(PROPERTY) && !properties.matcher(name).matches();
    }

    private boolean isStrangeVariable(String name) {
        return name.startsWith(VARIABLE)
                && !variables.matcher(name).matches()
                && !OF_KUBERNETES.matcher(name).matches();
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
