package dk.slettefrist.startup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.WithDefault;

/** The settings of a mapping as a table of Markdown: names, types and bounds by its methods, defaults, and what the Javadoc says. */
final class SettingsTable {

    private static final Properties DEFAULTS = read("src/main/resources/application.properties");
    private static final Properties STANDALONE =
            read("src/standalone/resources/META-INF/microprofile-config.properties");
    private static final String HEAD = "| setting | type | default | restart | meaning |\n|---|---|---|---|---|\n";

    private final Class<?> mapping;
    private final SettingsJavadoc javadoc;
    private final Map<String, Method> methods = new TreeMap<>();
    private final Map<String, String> names = new TreeMap<>();

    private SettingsTable(Class<?> mapping) {
        this.mapping = mapping;
        this.javadoc = SettingsJavadoc.of(mapping);
        ConfigMappings.getProperties(ConfigClass.configClass(mapping)).forEach((name, property) -> {
            String member = member(property.getMethod());
            methods.put(member, property.getMethod());
            // A list can also be told item by item.
            names.merge(member, name, (one, other) -> one.length() < other.length() ? one : other);
        });
    }

    static String of(Class<?> mapping) {
        SettingsTable table = new SettingsTable(mapping);
        return table.javadoc.text(mapping.getSimpleName(), table::shown)
                + "\n\n"
                + table.javadoc.members().stream()
                        .filter(table.names::containsKey)
                        .map(table::row)
                        .collect(Collectors.joining("", HEAD, ""));
    }

    /** Of all settings that have one in a file of ours. */
    static Stream<String> namesWithDefaults() {
        return Stream.of(DEFAULTS, STANDALONE)
                .flatMap(file -> file.stringPropertyNames().stream())
                .filter(name -> name.startsWith("slettefrist."));
    }

    private String row(String member) {
        String name = shown(member);
        String variable = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9<>]", "_");
        return Stream.of(
                        "`" + name + "`<br>`" + variable + "`",
                        SettingType.of(methods.get(member)),
                        standard(member),
                        SettingType.isFile(methods.get(member)) ? "[no](#secrets-that-change)" : "yes",
                        javadoc.text(member, this::shown))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private String shown(String member) {
        String name = Objects.requireNonNull(names.get(member), () -> member + " is no setting");
        return name.replaceFirst("[*]", "<name>").replace("*", "<field>");
    }

    private String standard(String member) {
        String name = names.get(member);
        Method method = methods.get(member);
        Optional<String> standard = Optional.ofNullable(DEFAULTS.getProperty(name))
                .or(() -> Optional.ofNullable(method.getAnnotation(WithDefault.class))
                        .map(WithDefault::value));
        String usual = standard.map(SettingsTable::value)
                .orElse(List.of(Optional.class, Map.class).contains(method.getReturnType()) ? "–" : "must be set");
        return Optional.ofNullable(STANDALONE.getProperty(name))
                .map(other -> usual + ", in standalone " + value(other))
                .orElse(usual);
    }

    private static String value(String text) {
        return text.startsWith("${") ? "that of `" + text.substring(2, text.length() - 1) + "`" : "`" + text + "`";
    }

    private String member(Method method) {
        String owner = method.getDeclaringClass().getName();
        return owner.substring(mapping.getPackageName().length() + 1).replace('$', '.') + "." + method.getName();
    }

    private static Properties read(String file) {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(Path.of(file))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
