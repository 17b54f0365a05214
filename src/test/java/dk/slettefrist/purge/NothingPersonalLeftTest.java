package dk.slettefrist.purge;

import static dk.slettefrist.testing.Times.LONG;
import static dk.slettefrist.testing.Times.NOW;
import static dk.slettefrist.testing.Times.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dk.slettefrist.call.Call;
import dk.slettefrist.call.CallFact;
import dk.slettefrist.call.CallFlag;
import dk.slettefrist.call.Direction;
import dk.slettefrist.call.FlagReason;
import dk.slettefrist.platform.Ids;
import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.RecordingRepository.Claim;
import dk.slettefrist.recording.RecordingRepository.StoredAudio;
import dk.slettefrist.recording.RecordingState;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.testing.OwnDatabase;
import dk.slettefrist.testing.PostgresDatabase;
import dk.slettefrist.testing.TestServers;

/**
 * Invariant 6: writes a word of its own into every text that can be personal, lets the recordings and the call go, and looks for the word
 * in every column of every table. Names of sources stay, and so do the users in the audit.
 */
@Tag("side-by-side")
@QuarkusTest
@TestProfile(OwnDatabase.class)
@QuarkusTestResource(TestServers.class)
class NothingPersonalLeftTest {

    private final String canary = "canary" + UUID.randomUUID();

    @Inject
    PostgresDatabase database;

    @Inject
    EntityManager entities;

    @BeforeEach
    void begin() {
        database.begin();
    }

    @AfterEach
    void rollback() {
        database.rollback();
    }

    @Test
    void shouldFindPersonalDataInEveryPlaceBeforeThePurge() {
        personalCall();

        assertThat(placesOfCanary())
                .containsExactlyInAnyOrder(
                        "call.call_id",
                        "call.flagged_by",
                        "call.flag_note",
                        "call_fact.operator",
                        "call_fact.queue",
                        "call_fact.caller",
                        "call_fact.callee",
                        "recording.call_id",
                        "recording.recording_id",
                        "recording.content_type",
                        "recording.sha256");
    }

    @Test
    void shouldLeaveNothingPersonalOfACallWhoseRecordingsArePurged() {
        Call call = personalCall();

        purge(call, NOW.plus(LONG));

        assertThat(placesOfCanary()).isEmpty();
    }

    @Test
    void shouldLeaveNothingPersonalOfAFlagThatWaitedInVain() {
        Call call = flagged();
        database.calls().save(call.withForgetAt(NOW.plus(LONG)));

        database.calls().forget(NOW.plus(LONG), LONG, 10);

        assertThat(placesOfCanary()).isEmpty();
    }

    @Test
    void shouldLeaveNothingPersonalOfACallWithoutARecording() {
        Call call = flagged().withFlag(null).withForgetAt(NOW.plus(SHORT));
        database.calls().save(call);
        tell(call);

        database.calls().forget(NOW.plus(SHORT), LONG, 10);

        assertThat(placesOfCanary()).isEmpty();
    }

    /** With recordings stored, failed with bytes, on their way, and refused. */
    private Call personalCall() {
        Call call = flagged();
        tell(call);
        Recording stored = add(call, RecordingState.RECEIVING);
        database.recordings()
                .store(stored.id(), true, stored.expiresAt(), new StoredAudio("audio/" + canary, 1, canary));
        database.recordings().fail(add(call, RecordingState.RECEIVING).id(), NOW);
        database.recordings().fail(add(call, RecordingState.RECEIVING).id(), null);
        database.recordings().refuse(add(call, RecordingState.RECEIVING).id());
        add(call, RecordingState.RECEIVING);
        add(call, RecordingState.REFUSED);
        return call;
    }

    private Call flagged() {
        Call call = database.calls().open("pbx", canary);
        Call flagged = new Call(
                call.id(),
                "pbx",
                canary,
                NOW,
                NOW,
                null,
                new CallFlag(NOW, canary, FlagReason.THREAT, "note of " + canary),
                null);
        database.calls().save(flagged);
        return flagged;
    }

    private void tell(Call call) {
        for (CallFact.Kind kind : CallFact.Kind.values()) {
            database.calls()
                    .addFact(call.id(), new CallFact(kind, NOW, canary, canary, canary, canary, Direction.INBOUND));
        }
    }

    private Recording add(Call call, RecordingState state) {
        Recording recording = new Recording(
                Ids.next(),
                call.id(),
                "pbx",
                canary,
                canary + Ids.next(),
                state,
                true,
                NOW,
                NOW,
                NOW,
                NOW.plus(LONG),
                NOW.plus(LONG),
                null,
                state == RecordingState.REFUSED ? null : ObjectKey.random(),
                null,
                null,
                null);
        database.recordings().add(recording, state == RecordingState.REFUSED ? null : NOW.plus(SHORT));
        return recording;
    }

    private void purge(Call call, Instant now) {
        List<UUID> claims = database.recordings().claimDue(now, now.plusSeconds(60), 1000).stream()
                .map(Claim::id)
                .toList();
        database.recordings().bury(claims, now);
        database.calls().recordingsGone(List.of(call.id()), SHORT, now);
        database.calls().forget(now, LONG, 1000);
    }

    private List<String> placesOfCanary() {
        database.reread();
        return columns().filter(this::holdsCanary).toList();
    }

    private Stream<String> columns() {
        List<?> names = entities.createNativeQuery("SELECT table_name || '.' || column_name"
                        + " FROM information_schema.columns WHERE table_schema = 'public'")
                .getResultList();
        return names.stream().map(String.class::cast);
    }

    /** As text; bytes are shown in hexadecimal digits. */
    private boolean holdsCanary(String column) {
        String table = column.substring(0, column.indexOf('.'));
        Object count = entities.createNativeQuery("SELECT count(*) FROM " + table + " WHERE cast(" + column
                        + " AS text) LIKE :word OR cast(" + column + " AS text) LIKE :hex")
                .setParameter("word", "%" + canary + "%")
                .setParameter("hex", "%" + hex() + "%")
                .getSingleResult();
        return ((Number) count).longValue() > 0;
    }

    private String hex() {
        return HexFormat.of().formatHex(canary.getBytes(StandardCharsets.UTF_8));
    }
}
