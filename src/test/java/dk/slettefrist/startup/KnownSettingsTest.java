package dk.slettefrist.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownSettingsTest {

    private final KnownSettings settings = new KnownSettings();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "slettefrist.retention.unflagged",
                "SLETTEFRIST_RETENTION_UNFLAGGED",
                "slettefrist.web.limits.address-requests",
                "SLETTEFRIST_WEB_LIMITS_ADDRESS_REQUESTS",
                "slettefrist.sources.pbx-1.kind",
                "slettefrist.sources.\"pbx-1\".fields.callId",
                "slettefrist.sources.pbx-1.secrets[0]",
                "SLETTEFRIST_SOURCES_PBX_1_SECRETS",
                "SLETTEFRIST_SOURCES_PBX_SECRETS_0_",
                "slettefrist_retention_unflagged",
                "_PROD_SLETTEFRIST_RETENTION_UNFLAGGED",
                "%prod.slettefrist.retention.unflagged",
                "%dev,test.slettefrist.sources.pbx-1.kind",
                "SLETTEFRIST_SOURCES_PBX_MEDIA_BASE_URL",
                "slettefrist.log.json",
                "SLETTEFRIST_HOME",
                "SLETTEFRIST_URL",
                "SLETTEFRIST_DB_RW_SERVICE_PORT_POSTGRES",
                "SLETTEFRIST_SERVICE_HOST",
                "SLETTEFRIST_PORT",
                "SLETTEFRIST_PORT_8080_TCP_ADDR",
                "SLETTEFRIST_MANAGEMENT_SERVICE_PORT_MANAGEMENT",
                "quarkus.nonsense",
                "PATH"
            })
    void shouldKnow(String name) {
        assertThat(stranger(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "slettefrist.retention.unflaged",
                "slettefrist.retention",
                "slettefrist.retention.unflagged.more",
                "slettefrist.retentoin.unflagged",
                "SLETTEFRIST_RETENTION_UNFLAGED",
                "SLETTEFRIST_UNFLAGGED",
                "SLETTEFRIST_RETENTION_UNFLAGGED_",
                "slettefrist.sources.pbx-1.knd",
                "slettefrist.sources.pbx-1.secretsX",
                "slettefrist.web.client-certificate-proxiess",
                "slettefrist.sources.kind",
                "SLETTEFRIST_SOURCES_PBX_KNID",
                "slettefrist.log.jsn",
                "slettefrist.retention.unflagged[0]",
                "SLETTEFRIST_RETENTION_UNFLAGGED_0_",
                "slettefrist_retention_unflaged",
                "_PROD_SLETTEFRIST_RETENTION_UNFLAGED",
                "%prod.slettefrist.retention.unflaged",
                "%dev,test.slettefrist.sources.pbx-1.knd",
                "Slettefrist.retention.unflagged"
            })
    void shouldNotKnow(String name) {
        assertThat(stranger(name)).contains(name);
    }

    @Test
    void shouldKnowWhatTheBuildStartsItWith() throws IOException {
        // when
        List<String> told = Pattern.compile("-D(slettefrist[^=]+)=")
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(property -> property.group(1))
                .toList();

        // then
        assertThat(told).isNotEmpty().allSatisfy(name -> assertThat(stranger(name))
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deploy/compose/compose.yaml",
                "deploy/systemd/slettefrist.env.example",
                "k8s/base/slettefrist.env",
                "k8s/components/plain-secret/secret.env.example"
            })
    void shouldKnowWhatInstallationsAreToldToSet(String file) throws IOException {
        // when
        List<String> told = Pattern.compile("(?m)^ *(SLETTEFRIST_[A-Z0-9_]+)[=:]")
                .matcher(Files.readString(Path.of(file)))
                .results()
                .map(variable -> variable.group(1))
                .toList();

        // then
        assertThat(told).isNotEmpty().allSatisfy(name -> assertThat(stranger(name))
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SLETTEFRIST_RETENTION_UNFLAGGED", "slettefrist_retention_unflagged"})
    void shouldNotKnowAVariableInAFile(String name) {
        assertThat(settings.stranger(List.of(new PropertiesConfigSource(Map.of(name, "x"), "file", 250))))
                .contains(name + " (file)");
    }

    @Test
    void shouldSayWhereAStrangerStands() {
        assertThat(settings.stranger(List.of(new PropertiesConfigSource(
                        Map.of("slettefrist.retentoin.unflagged", "x"),
                        "file:/opt/config/application.properties",
                        260))))
                .contains("slettefrist.retentoin.unflagged (file:/opt/config/application.properties)");
        assertThat(settings.stranger(List.of(new EnvConfigSource(Map.of("SLETTEFRIST_RETENTOIN", "x"), 300))))
                .contains("SLETTEFRIST_RETENTOIN (environment)");
    }

    /** A variable of the environment where it has the form of one, else a line of a file. */
    private Optional<String> stranger(String name) {
        boolean variable = name.matches("\\w+");
        return settings.stranger(List.of(
                        new EnvConfigSource(variable ? Map.of(name, "x") : Map.of(), 300),
                        new PropertiesConfigSource(variable ? Map.of() : Map.of(name, "x"), "file", 250)))
                .map(told -> told.replaceFirst(" \\(.*", ""));
    }

    @Test
    void shouldLeaveNoFeatureOut() {
        // when
        List<String> all = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dk.slettefrist")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .map(JavaClass::getName)
                        .toList();

        // then
        assertThat(KnownSettings.MAPPINGS.stream().map(Class::getName).collect(Collectors.toList()))
                .containsExactlyInAnyOrderElementsOf(all);
    }
}
