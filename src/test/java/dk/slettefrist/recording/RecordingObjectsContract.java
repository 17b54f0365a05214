package dk.slettefrist.recording;

import static dk.slettefrist.testing.Times.LONG;
import static dk.slettefrist.testing.Times.MICRO;
import static dk.slettefrist.testing.Times.NOW;
import static dk.slettefrist.testing.Times.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.recording.StoredObjects.Expected;
import dk.slettefrist.recording.StoredObjects.Marked;
import dk.slettefrist.storage.ObjectKey;

/** What the rows say of the bucket, and what a mark changes: nothing else. */
abstract class RecordingObjectsContract extends RecordingContract {

    private static final Instant LATER = NOW.plusSeconds(60);

    private StoredObjects objects() {
        return database().storedObjects();
    }

    @ParameterizedTest
    @EnumSource
    void shouldExpectTheObjectOfAStoredRecordingOnly(Standing standing) {
        Recording recording = standing.in(this);

        List<Expected> expected = objects().page(null, ALL, LATER, NOW);

        assertThat(expected)
                .isEqualTo(
                        recording.state() == RecordingState.STORED
                                ? List.of(new Expected(recording.objectKey(), false))
                                : List.of());
    }

    @Test
    void shouldExpectNothingAtTheDeadlineNorOfWhatWasJustReceived() {
        Recording stored = stored();

        assertThat(objects().page(null, ALL, LATER, stored.expiresAt().minus(MICRO)))
                .hasSize(1);
        assertThat(objects().page(null, ALL, LATER, stored.expiresAt())).isEmpty();
        assertThat(objects().page(null, ALL, stored.receivedAt().plus(MICRO), NOW))
                .hasSize(1);
        assertThat(objects().page(null, ALL, stored.receivedAt(), NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000})
    void shouldPageThroughTheKeysInTheOrderOfTheirBytes(int limit) {
        List<String> keys = Stream.generate(this::stored)
                .limit(7)
                .map(recording -> recording.objectKey().value())
                .sorted()
                .toList();

        List<String> found = new ArrayList<>();
        List<Expected> page = objects().page(null, limit, LATER, NOW);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(limit);
            page.forEach(expected -> found.add(expected.key().value()));
            page = objects().page(page.get(page.size() - 1).key(), limit, LATER, NOW);
        }

        assertThat(found).containsExactlyElementsOf(keys);
    }

    @ParameterizedTest
    @EnumSource
    void shouldMarkAStoredRecordingOnceAndChangeNothingElse(Standing standing) {
        Recording recording = standing.in(this);
        ObjectKey key = recording.objectKey() == null ? ObjectKey.random() : recording.objectKey();

        int expected = objects().expected(List.of(key), NOW);
        List<Marked> marked = objects().markMissing(List.of(key), NOW);
        List<Marked> again = objects().markMissing(List.of(key), NOW);

        assertThat(marked)
                .isEqualTo(
                        recording.state() == RecordingState.STORED
                                ? List.of(new Marked(recording.id(), recording.callRef()))
                                : List.of());
        assertThat(again).isEmpty();
        assertThat(reread(recording)).isEqualTo(recording);
        assertThat(expected).isEqualTo(marked.size());
        assertThat(objects().page(null, ALL, LATER, NOW)).allMatch(Expected::missing);
    }

    @Test
    void shouldNotMarkAtTheDeadline() {
        Recording stored = stored();

        assertThat(objects().expected(List.of(stored.objectKey()), stored.expiresAt()))
                .isZero();
        assertThat(objects().markMissing(List.of(stored.objectKey()), stored.expiresAt()))
                .isEmpty();
        assertThat(objects()
                        .markMissing(
                                List.of(stored.objectKey()), stored.expiresAt().minus(MICRO)))
                .hasSize(1);
    }

    @Test
    void shouldMarkAndUnmarkNoOther() {
        Recording missing = stored();
        Recording other = stored();
        objects().markMissing(List.of(missing.objectKey()), NOW);

        assertThat(objects().markFound(List.of(other.objectKey()))).isEmpty();
        assertThat(objects().page(null, ALL, LATER, NOW))
                .containsExactlyInAnyOrder(
                        new Expected(missing.objectKey(), true), new Expected(other.objectKey(), false));
    }

    @Test
    void shouldTakeTheMarkAwayOnce() {
        Recording stored = stored();
        objects().markMissing(List.of(stored.objectKey()), NOW);

        List<Marked> found = objects().markFound(List.of(stored.objectKey()));

        assertThat(found).containsExactly(new Marked(stored.id(), stored.callRef()));
        assertThat(objects().markFound(List.of(stored.objectKey()))).isEmpty();
        assertThat(objects().page(null, ALL, LATER, NOW)).containsExactly(new Expected(stored.objectKey(), false));
    }

    @Test
    void shouldFlagAndUnflagAMissingRecordingAsAnyOther() {
        Recording stored = stored();
        objects().markMissing(List.of(stored.objectKey()), NOW);

        assertThat(recordings().flag(stored.callRef(), LONG, NOW)).isOne();
        assertThat(reread(stored).expiresAt()).isEqualTo(NOW.plus(LONG));
        assertThat(recordings().unflag(stored.callRef(), SHORT, NOW)).isOne();
        assertThat(reread(stored)).isEqualTo(stored);
    }

    @Test
    void shouldPurgeAMissingRecordingAsAnyOtherAndKeepNoMark() {
        Recording stored = stored();
        objects().markMissing(List.of(stored.objectKey()), NOW);

        List<UUID> claims = claim(stored.expiresAt());
        List<Recording> buried = recordings().bury(List.of(stored.id()), stored.expiresAt());

        assertThat(claims).containsExactly(stored.id());
        assertThat(buried).singleElement().extracting(Recording::state).isEqualTo(RecordingState.PURGED);
        assertThat(objects().markFound(List.of(stored.objectKey()))).isEmpty();
    }

    @Test
    void shouldDoNothingForNoKeys() {
        assertThat(objects().markMissing(List.of(), NOW)).isEmpty();
        assertThat(objects().markFound(List.of())).isEmpty();
    }
}
