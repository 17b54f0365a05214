package dk.slettefrist.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dk.slettefrist.platform.LiveFiles;
import dk.slettefrist.platform.StartupRefusedException;

/** An inbox as the settings describe it. */
class InboxSourceTest {

    private final Map<String, String> settings = new HashMap<>(Map.of(
            "kind", "bucket",
            "inbox.endpoint", "https://s3.example.org",
            "inbox.bucket", "calls",
            "inbox.access-key", "inbox-access",
            "inbox.secret-key", "inbox-secret",
            "inbox.keep-refused", "PT12H"));

    @Test
    void shouldReadAnInbox() {
        // given
        settings.put("inbox.prefix", "out/");
        settings.put("inbox.region", "eu-west-1");
        settings.put("inbox.companions", "_metadata.json,.xml");
        settings.put("fields.call-id", "callSid");
        settings.put("fields.caller", "from");

        // when
        Source source = source();

        // then
        Source.Inbox inbox = source.inbox().orElseThrow();
        assertThat(inbox.address().endpoint()).hasToString("https://s3.example.org");
        assertThat(inbox.address().region()).isEqualTo("eu-west-1");
        assertThat(inbox.address().bucket()).isEqualTo("calls");
        assertThat(inbox.address().prefix()).isEqualTo("out/");
        assertThat(inbox.address().credentials().get().accessKey()).isEqualTo("inbox-access");
        assertThat(inbox.address().credentials().get().secretKey()).isEqualTo("inbox-secret");
        assertThat(inbox.companions()).containsExactly("_metadata.json", ".xml");
        assertThat(inbox.keepRefused()).isEqualTo(Duration.ofHours(12));
        assertThat(source.fields()).containsEntry("callId", "callSid").containsEntry("caller", "from");
        assertThat(source.tellsOfCalls()).isFalse();
        assertThat(source + " " + inbox).doesNotContain("inbox-secret");
    }

    @Test
    void shouldReadAnInboxFromTheEnvironment() {
        // given
        Map<String, String> environment = Map.of(
                "SLETTEFRIST_SOURCES_JAMBONZ_KIND", "bucket",
                "SLETTEFRIST_SOURCES_JAMBONZ_INBOX_ENDPOINT", "https://s3.example.org",
                "SLETTEFRIST_SOURCES_JAMBONZ_INBOX_BUCKET", "calls",
                "SLETTEFRIST_SOURCES_JAMBONZ_INBOX_ACCESS_KEY", "inbox-access",
                "SLETTEFRIST_SOURCES_JAMBONZ_INBOX_SECRET_KEY", "inbox-secret",
                "SLETTEFRIST_SOURCES_JAMBONZ_INBOX_KEEP_REFUSED", "PT12H",
                "SLETTEFRIST_SOURCES_JAMBONZ_INBOX_COMPANIONS", "_metadata.json",
                "SLETTEFRIST_SOURCES_JAMBONZ_INBOX_KEY", "(?<callId>[^/]+)",
                "SLETTEFRIST_SOURCES_JAMBONZ_FIELDS_CALLID", "callSid");

        // when
        Source source = source(new EnvConfigSource(environment, 300));

        // then
        Source.Inbox inbox = source.inbox().orElseThrow();
        assertThat(inbox.address().credentials().get().accessKey()).isEqualTo("inbox-access");
        assertThat(inbox.keepRefused()).isEqualTo(Duration.ofHours(12));
        assertThat(inbox.companions()).containsExactly("_metadata.json");
        assertThat(inbox.key()).hasToString("(?<callId>[^/]+)");
        assertThat(source.fields()).containsOnly(entry("callId", "callSid"));
    }

    @Test
    void shouldTakeTheWholeBucketUnlessToldOtherwise() {
        assertThat(source().inbox().orElseThrow().address().prefix()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inbox.endpoint           |                         | inbox.endpoint is missing",
                "inbox.endpoint           | s3.example.org          | inbox.endpoint must be like",
                "inbox.endpoint           | https://s3.example.org/x| inbox.endpoint must be like",
                "inbox.endpoint           | https://a:b@example.org | inbox.endpoint must be like",
                "inbox.bucket             |                         | inbox.bucket is missing",
                "inbox.bucket             | Recordings_1            | inbox.bucket: no bucket can be called",
                "inbox.access-key         |                         | inbox.access-key is missing",
                "inbox.secret-key         |                         | inbox.secret-key is missing",
                "inbox.keep-refused       |                         | inbox.keep-refused is missing",
                "inbox.keep-refused       | PT0S                    | inbox.keep-refused must be at least PT1M",
                "inbox.key                | (?<callId>              | inbox.key is no regular expression",
                "fields.url               | link                    | fields knows only"
            })
    void shouldRefuseABadEntryWithOneClearLine(String setting, String value, String why) {
        // given
        settings.remove(setting);
        if (value != null) {
            settings.put(setting, value);
        }

        // then
        assertThatThrownBy(this::source)
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageStartingWith("slettefrist.sources.jambonz: ")
                .hasMessageContaining(why)
                .hasMessageNotContaining("inbox-secret");
    }

    private Source source() {
        Map<String, String> properties = new HashMap<>();
        settings.forEach((name, value) -> properties.put("slettefrist.sources.jambonz." + name, value));
        return source(new PropertiesConfigSource(properties, "test", 100));
    }

    private static Source source(ConfigSource settings) {
        SourceSettings read = new SmallRyeConfigBuilder()
                .withMapping(SourceSettings.class)
                .withSources(settings)
                .build()
                .getConfigMapping(SourceSettings.class);
        return new Sources(read, new LiveFiles()).find("jambonz").orElseThrow();
    }
}
