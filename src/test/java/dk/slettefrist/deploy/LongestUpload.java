package dk.slettefrist.deploy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

import io.smallrye.config.WithDefault;

import dk.slettefrist.ingest.IngestSettings;

/** What no upload outlasts, by the settings that the service has when nobody sets them. */
final class LongestUpload {

    private LongestUpload() {}

    /** It may go on for so long, and then nothing may come for so long before that is noticed. */
    static Duration byDefault() throws IOException {
        try {
            String longest = IngestSettings.class
                    .getMethod("maxDuration")
                    .getAnnotation(WithDefault.class)
                    .value();
            return Duration.parse(longest).plus(Duration.parse("PT" + setting("quarkus.http.read-timeout")));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One of those that the service brings along. */
    static String setting(String name) throws IOException {
        try (Reader file = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            Properties settings = new Properties();
            settings.load(file);
            return settings.getProperty(name);
        }
    }
}
