package dk.slettefrist.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bill of materials tells what is in the artifact, and by which licence. */
class SupplyChainIT {

    private static final Path BOM = Path.of("target", "slettefrist-bom.json");

    /** Those under which the service may be passed on as Apache-2.0, whole or in parts. */
    private static final Set<String> LICENCES = Set.of(
            "Apache-2.0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "Bouncy Castle Licence",
            "CC0-1.0",
            "EPL-1.0",
            "EPL-2.0",
            "GPL-2.0-with-classpath-exception",
            "MIT",
            "MIT-0",
            "Public Domain");

    private static List<JsonNode> components;

    @BeforeAll
    static void read() throws IOException {
        assumeFalse("offline true".equals(System.getProperty("maven.mode")), "no bill of materials is made offline");
        JsonNode bom = new ObjectMapper().readTree(BOM.toFile());
        components =
                StreamSupport.stream(bom.get("components").spliterator(), false).toList();
    }

    @Test
    void shouldNameEveryLibraryOfTheArtifact() throws IOException {
        // given
        Set<String> named = components.stream()
                .flatMap(component ->
                        StreamSupport.stream(component.get("hashes").spliterator(), false))
                .map(hash -> hash.get("content").asText())
                .collect(Collectors.toSet());

        // when
        Set<String> unknown = new TreeSet<>();
        try (Stream<Path> files = Files.walk(PackagedService.JAR.resolveSibling("lib"))) {
            for (Path jar : files.filter(Files::isRegularFile).toList()) {
                if (!named.contains(sha256(jar))) {
                    unknown.add(jar.getFileName().toString());
                }
            }
        }

        // then
        assertThat(named).hasSizeGreaterThan(1000);
        assertThat(unknown).isEmpty();
    }

    @Test
    void shouldPassOnNothingWithoutAKnownLicence() {
        // when
        List<String> unknown = components.stream()
                .filter(component -> licences(component).noneMatch(LICENCES::contains))
                .map(component -> component.get("purl").asText())
                .toList();

        // then
        assertThat(components).hasSizeGreaterThan(200);
        assertThat(unknown).isEmpty();
    }

    /** Of several, any one may be chosen. */
    private static Stream<String> licences(JsonNode component) {
        return StreamSupport.stream(component.path("licenses").spliterator(), false)
                .map(entry -> entry.path("license"))
                .map(licence -> licence.path("id").asText(licence.path("name").asText()));
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
