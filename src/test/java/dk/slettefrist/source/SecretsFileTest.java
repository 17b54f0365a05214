package dk.slettefrist.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.platform.LiveFiles;
import dk.slettefrist.platform.StartupRefusedException;
import dk.slettefrist.testing.TestSources;

/** Secrets of a PBX change while the service runs. */
class SecretsFileTest {

    private static final String OLD = "the-old-secret-of-the-pbx";
    private static final String NEW = "the-new-secret-of-the-pbx";
    private static final String OLD_HASH = TestSources.hash(OLD);
    private static final String NEW_HASH = TestSources.hash(NEW);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("secrets"), OLD_HASH + "\n");
    }

    @Test
    void shouldKnowTheNewSecretAtOnceAndTheOldOneAsLongAsItStandsThere() throws IOException {
        // given
        Sources sources = sources(Map.of());
        boolean before = sources.knowing(NEW).isPresent();

        // when
        replace(OLD_HASH + "\n\n  " + NEW_HASH + "\n");
        boolean oldOfBoth = sources.knowing(OLD).isPresent();
        boolean newOfBoth = sources.knowing(NEW).isPresent();
        replace(NEW_HASH);

        // then
        assertThat(before).isFalse();
        assertThat(oldOfBoth).isTrue();
        assertThat(newOfBoth).isTrue();
        assertThat(sources.knowing(OLD)).isEmpty();
        assertThat(sources.find("x").orElseThrow().knows(NEW)).isTrue();
    }

    @Test
    void shouldKeepTheSecretsWhenTheFileIsBadOrGone() throws IOException {
        // given
        Sources sources = sources(Map.of());

        // when
        replace("short");
        boolean whileBad = sources.knowing(OLD).isPresent();
        Files.delete(file);
        boolean whileGone = sources.knowing(OLD).isPresent();
        Files.writeString(file, NEW_HASH);

        // then
        assertThat(whileBad).isTrue();
        assertThat(whileGone).isTrue();
        assertThat(sources.knowing(NEW)).isPresent();
        assertThat(sources.knowing(OLD)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# the secret of the main PBX\n%s",
                "%1$s,%1$s",
                "SECRET = %s",
                "slettefrist.sources.x.secrets=%s",
                "\uFEFF%s"
            })
    void shouldTakeNothingElseForASecret(String content) throws IOException {
        // given
        Sources sources = sources(Map.of());

        // when
        replace(content.formatted(NEW_HASH));

        // then
        assertThat(sources.knowing(OLD)).isPresent();
        assertThat(sources.knowing(NEW)).isEmpty();
        assertThat(sources.knowing("# the secret of the main PBX")).isEmpty();
    }

    @Test
    void shouldTakeBase64() throws IOException {
        // given
        String key = "whsec_c2xldHRlZnJpc3QtdGVzdC1zZWNyZXQ+Lw==";
        replace(OLD_HASH + "\n" + key);

        // when
        Sources sources = sources(Map.of("kind", "generic"));

        // then
        assertThat(sources.find("x").orElseThrow().signing()).containsExactly(key);
    }

    @Test
    void shouldSeeAFolderOfSecretsThatIsSwitchedAsAWhole() throws IOException {
        // given
        Path first = Files.createDirectory(folder.resolve("..1"));
        Path second = Files.createDirectory(folder.resolve("..2"));
        Files.writeString(first.resolve("secrets"), OLD_HASH);
        Files.writeString(second.resolve("secrets"), NEW_HASH);
        Path data = Files.createSymbolicLink(folder.resolve("..data"), first);
        file = Files.createSymbolicLink(folder.resolve("mounted"), Path.of("..data", "secrets"));
        Sources sources = sources(Map.of());
        boolean before = sources.knowing(OLD).isPresent();

        // when
        Path next = Files.createSymbolicLink(folder.resolve("..data_tmp"), second);
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        // then
        assertThat(before).isTrue();
        assertThat(sources.knowing(NEW)).isPresent();
        assertThat(sources.knowing(OLD)).isEmpty();
    }

    @Test
    void shouldRefuseToStartWithoutTheFileOrWithBoth() {
        assertThatThrownBy(() -> sources(Map.of("secrets", OLD_HASH)))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageContaining("exclude each other");
        file = folder.resolve("nowhere");
        assertThatThrownBy(() -> sources(Map.of()))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageContaining("secrets-file does not exist");
    }

    private void replace(String content) throws IOException {
        Path next = Files.writeString(folder.resolve("next"), content);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Sources sources(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>();
        settings.put("slettefrist.sources.x.kind", "freeswitch");
        settings.put("slettefrist.sources.x.secrets-file", file.toString());
        more.forEach((name, value) -> settings.put("slettefrist.sources.x." + name, value));
        return new Sources(
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(settings, "test", 100))
                        .withMapping(SourceSettings.class)
                        .build()
                        .getConfigMapping(SourceSettings.class),
                new LiveFiles());
    }
}
