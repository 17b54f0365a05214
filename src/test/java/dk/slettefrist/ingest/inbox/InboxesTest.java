package dk.slettefrist.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dk.slettefrist.platform.StartupRefusedException;
import dk.slettefrist.source.Source;
import dk.slettefrist.storage.StorageSettings;
import dk.slettefrist.testing.TestStorageSettings;

/** What an inbox must not be. */
class InboxesTest {

    private static final StorageSettings OWN =
            TestStorageSettings.of(URI.create("https://s3.example.org"), "recordings");

    @ParameterizedTest
    @CsvSource({
        "https://s3.example.org, ''",
        "https://s3.example.org, r",
        "https://s3.example.org, rec",
        "https://s3.example.org, rec/",
        "https://s3.example.org, rec/12345678/",
        "https://S3.example.org:443/, ''",
    })
    void shouldNotLieWhereOurRecordingsAre(String endpoint, String prefix) {
        Source source = TestInbox.at(endpoint, "recordings", prefix).source("jambonz");

        assertThatThrownBy(() -> Inboxes.check(List.of(source), OWN))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageStartingWith("slettefrist.sources.jambonz: its inbox lies in the service's own bucket");
    }

    @ParameterizedTest
    @CsvSource({
        "https://s3.example.org, recordings, inbox/",
        "https://s3.example.org, recordings, received/",
        "https://s3.example.org, inbox, ''",
        "https://s3.example.org:9000, recordings, ''",
        "https://other.example.org, recordings, rec/"
    })
    void shouldLieAnywhereElse(String endpoint, String bucket, String prefix) {
        Source source = TestInbox.at(endpoint, bucket, prefix).source("jambonz");

        assertThatCode(() -> Inboxes.check(List.of(source), OWN)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"a/, a/, true", "'', a/, true", "a/b/, a/, true", "a/, b/, false"})
    void shouldNotOverlapAnother(String one, String other, boolean refused) {
        // given
        List<Source> sources = List.of(
                TestInbox.at("https://s3.example.org", "inbox", one).source("one"),
                TestInbox.at("https://s3.example.org", "inbox", other).source("other"));

        // then
        if (refused) {
            assertThatThrownBy(() -> Inboxes.check(sources, OWN))
                    .isInstanceOf(StartupRefusedException.class)
                    .hasMessage("slettefrist.sources.one: its inbox overlaps that of other;"
                            + " give each a prefix of its own");
        } else {
            assertThatCode(() -> Inboxes.check(sources, OWN)).doesNotThrowAnyException();
        }
    }
}
