package dk.slettefrist.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.platform.StartupRefusedException;
import dk.slettefrist.testing.TestSources;

/** That a real server is asked with them: {@code ingest.media.MediaPasswordTest}. */
class MediaCredentialsTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("secret"), "from-the-file\n");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, -",
                "media.user=anna media.password=from-settings, -, Basic YW5uYTpmcm9tLXNldHRpbmdz",
                "media.user=anna, media.password-file, Basic YW5uYTpmcm9tLXRoZS1maWxl",
                "media.bearer=from-settings, -, Bearer from-settings",
                "-, media.bearer-file, Bearer from-the-file"
            })
    void shouldSayWhoFetches(String settings, String fromFile, String header) {
        assertThat(authorization(settings, fromFile)).isEqualTo(Optional.ofNullable(header));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "media.user=anna, -, 'media.user and media.password, or media.password-file, go together'",
                "-, media.password-file, 'media.user and media.password, or media.password-file, go together'",
                "media.user=anna media.password=x, media.password-file, media.password and media.password-file exclude each other",
                "media.bearer=x, media.bearer-file, media.bearer and media.bearer-file exclude each other",
                "media.user=anna media.password=x, media.bearer-file, media.bearer and media.user exclude each other"
            })
    void shouldRefuseWhatDoesNotGoTogether(String settings, String fromFile, String why) {
        assertThatThrownBy(() -> authorization(settings, fromFile))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessage("slettefrist.sources.x: " + why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "one\ntwo", "\uFEFFone", "a token", "tøken"})
    void shouldTakeNothingElseForAToken(String text) throws IOException {
        // given
        Files.writeString(file, text);

        // then
        assertThatThrownBy(() -> authorization(null, "media.bearer-file"))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageContaining("media.bearer-file must have the secret in one line, and nothing else");
    }

    @Test
    void shouldTakeAnyPassword() throws IOException {
        // given
        Files.writeString(file, " a pæssword: ");

        // then
        assertThat(authorization("media.user=anna", "media.password-file"))
                .contains("Basic YW5uYTogYSBww6Zzc3dvcmQ6IA==");
    }

    private Optional<String> authorization(String settings, String fromFile) {
        Map<String, String> entry = new HashMap<>(Map.of(
                "kind", "link", "secrets", TestSources.hash("secret-of-a-link"), "media.hosts", "pbx.example.dk"));
        if (settings != null) {
            for (String setting : settings.split(" ")) {
                entry.put(setting.split("=")[0], setting.split("=")[1]);
            }
        }
        if (fromFile != null) {
            entry.put(fromFile, file.toString());
        }
        return ConfiguredSource.of("x", entry).media().authorization().get();
    }
}
