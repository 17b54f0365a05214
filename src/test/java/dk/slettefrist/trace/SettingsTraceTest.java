package dk.slettefrist.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dk.slettefrist.platform.LiveFiles;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TestSources;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class SettingsTraceTest {

    @Inject
    Switchboard switchboard;

    @Inject
    SettingsTrace trace;

    @Inject
    SettingsInForce settings;

    private Instant from;

    @BeforeEach
    void someSettings() {
        trace.compare(Map.of("slettefrist.a", "1", "slettefrist.b", "2"));
        from = switchboard.now();
    }

    @AfterEach
    void theUsualSettings() {
        trace.compare();
    }

    @Test
    void shouldNameWhatChanged() {
        // when
        trace.compare(Map.of("slettefrist.a", "other", "slettefrist.c", "3"));

        // then
        assertThat(events()).hasSize(1);
        assertThat(events().get(0))
                .containsEntry("actor", "slettefrist")
                .containsEntry("address", null)
                .containsEntry("detail", "settings: changed slettefrist.a; added slettefrist.c; removed slettefrist.b");
    }

    @Test
    void shouldWriteNothingDownWhenNothingChanged() {
        // when
        trace.compare(Map.of("slettefrist.a", "1", "slettefrist.b", "2"));

        // then
        assertThat(events()).isEmpty();
    }

    @Test
    void shouldWriteNothingDownAtTheVeryFirstStart() {
        // given
        trace.compare(Map.of());
        from = switchboard.now();

        // when
        trace.compare(Map.of("slettefrist.a", "1"));

        // then
        assertThat(events()).isEmpty();
    }

    @Test
    void shouldWriteOneEventWhenReplicasStartAtOnce() {
        // given
        Map<String, String> others = Map.of("slettefrist.a", "other", "slettefrist.b", "2");

        // when
        Stream.generate(() -> CompletableFuture.runAsync(() -> trace.compare(others)))
                .limit(4)
                .toList()
                .forEach(CompletableFuture::join);

        // then
        assertThat(events()).hasSize(1);
    }

    @Test
    void shouldNameAFileThatChangedOnceForAllReplicas() {
        // given
        LiveFiles.Change change = new LiveFiles.Change("slettefrist.b", "another secret");

        // when
        trace.compare(change);
        trace.compare(change);

        // then
        assertThat(events()).hasSize(1);
        assertThat(events().get(0))
                .containsEntry("actor", "slettefrist")
                .containsEntry("detail", "settings: changed slettefrist.b");
    }

    @Test
    void shouldNameAFileWhoseSettingAnotherReplicaDoesNotHave() {
        // when
        trace.compare(new LiveFiles.Change("slettefrist.of-this-replica", "a secret"));

        // then
        assertThat(events()).hasSize(1);
        assertThat(events().get(0)).containsEntry("detail", "settings: changed slettefrist.of-this-replica");
    }

    @Test
    void shouldCompareWhatAFileSaysWithTheLastStart() {
        // given
        Map<String, String> all = settings.all();

        // then
        assertThat(all.get("slettefrist.sources.rotated-1.secrets-file")).contains("/secret\n", "sha256:");
    }

    @Test
    void shouldKnowTheSettingsOfThisStart() {
        // when
        Map<String, String> all = settings.all();

        // then
        assertThat(all)
                .containsEntry(
                        "slettefrist.sources.asterisk-1.secrets", TestSources.hash(TestSources.secret("asterisk-1")))
                .containsEntry("quarkus.security.users.embedded.roles.pbx2", "pbx")
                .containsKeys("slettefrist.access.require-reason", "slettefrist.purge.interval")
                .doesNotContainKeys("slettefrist.retention.flagged", "slettefrist.retention.unflagged");
        assertThat(all.keySet()).noneMatch(name -> name.startsWith("quarkus.security.users.embedded.users"));
    }

    @Test
    void shouldKeepNoValue() {
        // given
        String secret = TestSources.secret("twilio-1");

        // when
        trace.compare();

        // then
        assertThat(switchboard.query("SELECT count(*) FROM setting_seen")).isNotEqualTo("0");
        assertThat(switchboard.query("SELECT string_agg(s::text, ' ') FROM setting_seen s"))
                .doesNotContain(secret)
                .doesNotContain("sha256:");
        assertThat(switchboard.query("SELECT count(DISTINCT salt) = count(*) FROM setting_seen"))
                .isEqualTo("t");
    }

    private List<Map<String, Object>> events() {
        return switchboard
                .auditor()
                .events("SETTINGS_CHANGED", from, switchboard.now().plusSeconds(1));
    }
}
