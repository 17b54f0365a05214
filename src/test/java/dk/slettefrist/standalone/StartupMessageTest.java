package dk.slettefrist.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class StartupMessageTest {

    @Test
    void shouldSayWhereItAnswersWhatItKeepsAndHowToStop() {
        StartupMessage message = StartupMessage.from(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "quarkus.http.host", "127.0.0.1",
                                "quarkus.http.port", "8099",
                                "slettefrist.standalone.home", "/srv/calls",
                                "slettefrist.retention.unflagged", "PT20M"),
                        "test",
                        100))
                .build());

        assertThat(message.text())
                .contains("http://127.0.0.1:8099", "/srv/calls", "PT20M", "P30D", "supervisor", "Ctrl-C");
    }
}
