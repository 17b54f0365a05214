package dk.slettefrist.startup;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SysPropConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSource;

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
            StartupSettings.class,
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

    /** Also what is written as a variable where it is none, or with capitals: it would not count. */
    private static final Pattern LIKE_OURS = Pattern.compile("slettefrist[^a-z0-9].*", Pattern.CASE_INSENSITIVE);

    /** What Kubernetes tells of services whose names begin like ours. */
    private static final Pattern OF_KUBERNETES =
            Pattern.compile("SLETTEFRIST_([A-Z0-9_]+_)?(SERVICE_(HOST|PORT(_[A-Z0-9_]+)?)|PORT(_[0-9]+_[A-Z]+.*)?)");

    /** What the demonstration, Keycloak's realm and the script for Asterisk are told by, perhaps in the same shell. */
    private static final Pattern OF_TOOLS =
            Pattern.compile("SLETTEFRIST_(URL|PBX|OPERATOR|SUPERVISOR|AUDITOR|DELIVER_CONF)");

    private final Pattern properties;
    private final Pattern variables;

    KnownSettings() {
        List<String> names = Stream.concat(
                        MAPPINGS.stream()
                                .flatMap(mapping ->
                                        ConfigMappings.getProperties(ConfigClass.configClass(mapping))
                                                .keySet()
                                                .stream()),
                        OTHERS.stream())
                .toList();
        // A star is a name of the administrator's.
        this.properties = pattern(
                names,
                name -> name.replace(".", "[.]").replace("[*]", "\\[[0-9]+]").replace("*", "(\"[^\"]+\"|[^.]+)"));
        this.variables = pattern(names, name -> name.toUpperCase(Locale.ROOT)
                .replaceAll("[.-]", "_")
                .replace("[*]", "_[0-9]+_")
                .replace("*", ".+"));
    }

    /** The first name that begins like ours and is none, and where it stands. */
    Optional<String> stranger(Iterable<ConfigSource> sources) {
        return StreamSupport.stream(sources.spliterator(), false)
                .flatMap(source -> strangers(source).map(name -> name + " (" + place(source) + ")"))
                .sorted()
                .findFirst();
    }

    /** The framework makes names of its own of variables of the environment, which do not count. */
    private Stream<String> strangers(ConfigSource source) {
        return source instanceof EnvConfigSource
                ? source.getProperties().keySet().stream().filter(this::isStrangeVariable)
                : source.getPropertyNames().stream().filter(this::isStrangeProperty);
    }

    boolean isStrangeProperty(String name) {
        String setting = name.replaceFirst("^%[^.]+[.]", "");
        return LIKE_OURS.matcher(setting).matches()
                && !properties.matcher(setting).matches();
    }

    /** The framework takes capitals and small letters alike, any other character for {@code _}, and a profile before it. */
    boolean isStrangeVariable(String name) {
        String setting =
                name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_").replaceFirst("^_.+?_(?=SLETTEFRIST_)", "");
        return LIKE_OURS.matcher(setting).matches()
                && !variables.matcher(setting).matches()
                && !OF_KUBERNETES.matcher(setting).matches()
                && !OF_TOOLS.matcher(setting).matches();
    }

    private static String place(ConfigSource source) {
        String name = source.getName();
        return switch (name) {
            case EnvConfigSource.NAME -> "environment";
            case SysPropConfigSource.NAME -> "system property";
            default -> name.replaceFirst("^.*\\[source=(.*)]$", "$1");
        };
    }

    private static Pattern pattern(List<String> names, UnaryOperator<String> translation) {
        return Pattern.compile(names.stream().map(translation).collect(Collectors.joining("|")));
    }
}
