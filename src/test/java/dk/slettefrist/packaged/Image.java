package dk.slettefrist.packaged;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * An image as {@code docker load} takes it.
 *
 * @param name with its tag
 * @param config what it tells of itself: user, entry point, environment and so on
 * @param layers what each adds, the lowest first
 */
record Image(String name, JsonNode config, List<List<TarArchiveEntry>> layers) {

    /** Where {@code mvn -Pcontainer package} puts it. */
    static final Path FILE = Path.of("target", "slettefrist-image.tar");

    static Image read(Path file) {
        ObjectMapper json = new ObjectMapper();
        Map<String, JsonNode> documents = new HashMap<>();
        Map<String, List<TarArchiveEntry>> layers = new HashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(Files.newInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().endsWith(".json")) {
                    documents.put(entry.getName(), json.readTree(tar.readAllBytes()));
                } else {
                    layers.put(entry.getName(), entries(tar));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JsonNode manifest = documents.get("manifest.json").path(0);
        List<List<TarArchiveEntry>> ordered = new ArrayList<>();
        manifest.path("Layers").forEach(layer -> ordered.add(layers.get(layer.asText())));
        return new Image(
                manifest.path("RepoTags").path(0).asText(),
                documents.get(manifest.path("Config").asText()).path("config"),
                ordered);
    }

    List<TarArchiveEntry> files() {
        return layers.stream()
                .flatMap(List::stream)
                .filter(TarArchiveEntry::isFile)
                .toList();
    }

    private static List<TarArchiveEntry> entries(InputStream layer) throws IOException {
        List<TarArchiveEntry> entries = new ArrayList<>();
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(layer));
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            entries.add(entry);
        }
        return entries;
    }
}
