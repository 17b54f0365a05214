package dk.slettefrist.api;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;

/**
 * One operation of the interface, as the running service describes it in {@code /q/openapi}.
 *
 * @param pathParameters by their names
 * @param queryParameters by their names
 * @param takes the media type of its body, if it has one
 * @param fields of a body that is JSON
 * @param answers media types of answers
 * @param roles that it says may use it; empty when it asks for none
 * @param statuses that it says it answers
 */
record Operation(
        String method,
        String path,
        List<String> pathParameters,
        List<String> queryParameters,
        Optional<String> takes,
        List<String> fields,
        List<String> answers,
        Set<String> roles,
        Set<String> statuses) {

    private static final String SCHEMA = "#/components/schemas/";

    /** @param management where the management interface begins */
    static Map<String, Operation> described(URI management) {
        JsonNode description = read(RestAssured.given()
                .accept("application/json")
                .get(management.resolve("/q/openapi"))
                .asString());
        Map<String, Operation> operations = new TreeMap<>();
        description.get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(method -> {
                    Operation operation =
                            of(method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue(), description);
                    operations.put(operation.name(), operation);
                }));
        return operations;
    }

    /** Such as {@code GET /api/v1/calls}. */
    String name() {
        return method + " " + path;
    }

    private static Operation of(String method, String path, JsonNode node, JsonNode description) {
        Optional<Map.Entry<String, JsonNode>> body =
                node.at("/requestBody/content").properties().stream().findFirst();
        return new Operation(
                method,
                path,
                parameters(node, "path"),
                parameters(node, "query"),
                body.map(Map.Entry::getKey),
                body.map(content -> fields(content.getValue().at("/schema"), description))
                        .orElse(List.of()),
                node.get("responses").properties().stream()
                        .filter(response -> response.getKey().startsWith("2"))
                        .flatMap(response -> names(response.getValue().path("content")))
                        .distinct()
                        .toList(),
                roles(node.path("security")),
                new TreeSet<>(names(node.get("responses")).toList()));
    }

    private static List<String> parameters(JsonNode operation, String in) {
        return stream(operation.path("parameters"))
                .filter(parameter -> parameter.get("in").asText().equals(in))
                .map(parameter -> parameter.get("name").asText())
                .toList();
    }

    private static List<String> fields(JsonNode schema, JsonNode description) {
        String reference = schema.path("$ref").asText();
        return reference.startsWith(SCHEMA)
                ? names(description
                                .at("/components/schemas/" + reference.substring(SCHEMA.length()))
                                .path("properties"))
                        .toList()
                : List.of();
    }

    private static Set<String> roles(JsonNode security) {
        List<String> roles = new ArrayList<>();
        stream(security)
                .flatMap(Operation::stream)
                .flatMap(Operation::stream)
                .forEach(role -> roles.add(role.asText()));
        return roles.contains("**") ? new TreeSet<>(RoleMatrix.ROLES) : new TreeSet<>(roles);
    }

    private static Stream<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static JsonNode read(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
