package dk.slettefrist.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;

/**
 * The kinds that operators bring, by the schemas of their definitions: a folder for each group, a file {@code <kind>_<version>.json}. Like the cluster with strict
 * validation, it takes no field that the schema does not name.
 */
final class CustomResources {

    static final String SCHEMAS = "slettefrist.schemas";

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(Dialects.getOpenApi30());

    private CustomResources() {}

    /** What is wrong with it. */
    static List<Error> errors(JsonNode manifest) {
        return REGISTRY.getSchema(closed(schema(manifest))).validate(manifest);
    }

    private static JsonNode schema(JsonNode manifest) {
        String[] api = manifest.path("apiVersion").asText().split("/");
        String file = manifest.path("kind").asText().toLowerCase(Locale.ROOT) + "_" + api[1] + ".json";
        try {
            return new ObjectMapper()
                    .readTree(Path.of(System.getProperty(SCHEMAS), api[0], file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each object that names its fields may have no others; metadata, which names none, is Kubernetes' own. */
    private static JsonNode closed(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.has("properties")
                && !object.has("additionalProperties")
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            object.put("additionalProperties", false);
        }
        schema.forEach(CustomResources::closed);
        return schema;
    }
}
