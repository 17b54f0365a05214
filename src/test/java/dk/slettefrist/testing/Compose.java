package dk.slettefrist.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.yaml.snakeyaml.Yaml;

/** The file of {@code deploy/compose}, as Docker would read it: with what it merges, and values in place of variables. */
public final class Compose {

    public static final Path FOLDER = Path.of("deploy", "compose");

    /** {@code $$}, {@code ${NAME}}, {@code ${NAME:-default}} or {@code ${NAME:?what to do}}. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\$|\\$\\{([A-Z_]+)(?::([-?])([^}]*))?}");

    private final JsonNode file;

    private Compose(JsonNode file) {
        this.file = file;
    }

    /** Nothing put in place of variables. */
    public static Compose read() {
        try {
            // Jackson's own reader does not merge what others have in common.
            Object tree = new Yaml().load(Files.readString(FOLDER.resolve("compose.yaml")));
            return new Compose(new ObjectMapper().valueToTree(tree));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * With these in place of variables.
     *
     * @throws IllegalArgumentException when one is missing that the file demands; its message is what the file says
     */
    public Compose with(Map<String, String> variables) {
        try {
            Matcher each = VARIABLE.matcher(file.toString());
            String filled = each.replaceAll(found -> Matcher.quoteReplacement(value(found, variables)));
            return new Compose(new ObjectMapper().readTree(filled));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonNode file() {
        return file;
    }

    public JsonNode services() {
        return file.path("services");
    }

    public JsonNode service(String name) {
        return services().path(name);
    }

    public JsonNode networks() {
        return file.path("networks");
    }

    /** What a container is told. */
    public Map<String, String> environment(String service) {
        Map<String, String> environment = new TreeMap<>();
        service(service)
                .path("environment")
                .properties()
                .forEach(each -> environment.put(each.getKey(), each.getValue().asText()));
        return environment;
    }

    private static String value(MatchResult found, Map<String, String> variables) {
        if (found.group(1) == null) {
            return "$";
        }
        String value = variables.getOrDefault(found.group(1), "");
        if (!value.isEmpty()) {
            return value;
        }
        if ("?".equals(found.group(2))) {
            throw new IllegalArgumentException(found.group(1) + ": " + found.group(3));
        }
        return found.group(3) == null ? "" : found.group(3);
    }
}
