package dk.slettefrist.report;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** The retention report as two columns, the figures named as in the JSON: {@code purged.late}. */
final class RetentionTable {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private RetentionTable() {}

    /** @param value empty where the JSON has null */
    record Line(String figure, String value) {}

    static List<Line> of(RetentionReport report) {
        List<Line> lines = new ArrayList<>();
        add(lines, "", MAPPER.valueToTree(report));
        return lines;
    }

    private static void add(List<Line> lines, String prefix, JsonNode node) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> add(
                            lines,
                            prefix.isEmpty() ? field.getKey() : prefix + "." + field.getKey(),
                            field.getValue()));
        } else if (node.isArray()) {
            node.forEach(item -> add(lines, prefix, item));
        } else {
            lines.add(new Line(prefix, node.isNull() ? "" : node.asText()));
        }
    }
}
