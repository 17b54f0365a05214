package dk.slettefrist.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** What Kustomize makes of a folder. */
record Manifests(List<JsonNode> all) {

    static final String KUBECTL = "slettefrist.kubectl";

    private static final YAMLMapper YAML = new YAMLMapper();

    static Manifests of(Path folder) {
        try {
            Process kubectl = new ProcessBuilder(System.getProperty(KUBECTL), "kustomize", folder.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String built = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (kubectl.waitFor() != 0) {
                throw new IllegalStateException("kubectl kustomize " + folder + " failed");
            }
            return parse(built);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new IllegalStateException("kubectl kustomize " + folder, e);
        }
    }

    static Manifests parse(String yaml) throws IOException {
        try (MappingIterator<JsonNode> each = YAML.readerFor(JsonNode.class).readValues(yaml)) {
            return new Manifests(each.readAll());
        }
    }

    Stream<JsonNode> ofKind(String kind) {
        return all.stream().filter(manifest -> manifest.path("kind").asText().equals(kind));
    }

    /** The only one of a kind and name. */
    JsonNode the(String kind, String name) {
        return ofKind(kind)
                .filter(manifest -> manifest.at("/metadata/name").asText().equals(name))
                .reduce((one, other) -> {
                    throw new IllegalStateException("two of " + kind + " " + name);
                })
                .orElseThrow(() -> new IllegalStateException("no " + kind + " " + name));
    }

    static String name(JsonNode manifest) {
        return manifest.path("kind").asText() + " "
                + manifest.at("/metadata/name").asText();
    }
}
