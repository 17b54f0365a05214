package dk.slettefrist.audit;

import static dk.slettefrist.testing.Times.MICRO;
import static dk.slettefrist.testing.Times.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dk.slettefrist.platform.Cursor;
import dk.slettefrist.testing.DatabaseContract;

/** What every audit log does. */
abstract class AuditLogContract extends DatabaseContract {

    private static final Instant END = NOW.plusSeconds(100);

    private AuditLog log() {
        return database().audit();
    }

    @Test
    void shouldGiveBackWhatWasWritten() {
        AuditEvent event = new AuditEvent(
                        0,
                        NOW,
                        AuditType.LISTENED,
                        "anna",
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        "asked by the police",
                        "0-9")
                .from("2001:db8::7");
        AuditEvent bare = new AuditEvent(0, NOW, AuditType.SETTINGS_CHANGED, "slettefrist", null, null, null, null);

        log().append(List.of(event, bare));

        database().reread();
        assertThat(log().page(NOW, END, null, 10))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
                .containsExactly(event, bare);
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeEveryType(AuditType type) {
        log().append(new AuditEvent(0, NOW, type, "anna", null, null, null, null));

        database().reread();
        assertThat(log().page(NOW, END, null, 10)).extracting(AuditEvent::type).containsExactly(type);
    }

    @Test
    void shouldNumberEventsInTheOrderOfWriting() {
        append(3, 1, 2);

        List<AuditEvent> written = log().page(NOW, END, null, 10).stream()
                .sorted(Comparator.comparing(AuditEvent::id))
                .toList();

        assertThat(written).extracting(AuditEvent::at).containsExactly(at(3), at(1), at(2));
        assertThat(written).extracting(AuditEvent::id).allMatch(id -> id > 0);
    }

    @Test
    void shouldTellEventsInTheOrderOfTheirTimes() {
        append(3, 1, 2);

        List<AuditEvent> events = log().page(NOW, END, null, 10);

        assertThat(events).extracting(AuditEvent::at).containsExactly(at(1), at(2), at(3));
    }

    @Test
    void shouldIncludeTheBeginningOfAPeriodAndNotItsEnd() {
        append(1, 2, 3);

        assertThat(log().page(at(1), at(3), null, 10))
                .extracting(AuditEvent::at)
                .containsExactly(at(1), at(2));
        assertThat(log().page(at(1).plus(MICRO), at(3).plus(MICRO), null, 10))
                .extracting(AuditEvent::at)
                .containsExactly(at(2), at(3));
        assertThat(log().page(at(4), END, null, 10)).isEmpty();
    }

    @Test
    void shouldPageThroughAllAlsoWhereTimesAreEqual() {
        append(1, 2, 2, 2, 2, 3, 2);

        List<AuditEvent> paged = pages(2);

        assertThat(paged).containsExactlyElementsOf(log().page(NOW, END, null, 10));
        assertThat(paged).hasSize(7).doesNotHaveDuplicates();
    }

    private List<AuditEvent> pages(int limit) {
        List<AuditEvent> found = new ArrayList<>();
        List<AuditEvent> page = log().page(NOW, END, null, limit);
        while (!page.isEmpty()) {
            found.addAll(page);
            AuditEvent last = page.get(page.size() - 1);
            page = log().page(NOW, END, new Cursor(last.at(), Long.toString(last.id())), limit);
        }
        return found;
    }

    @Test
    void shouldWriteNothingWhenThereIsNothingToTell() {
        log().append(List.of());

        assertThat(log().page(NOW, END, null, 10)).isEmpty();
    }

    private void append(Integer... seconds) {
        Stream.of(seconds)
                .forEach(s -> log().append(AuditEvent.ofRecording(at(s), AuditType.RECEIVED, "pbx", null, null)));
    }

    private static Instant at(int seconds) {
        return NOW.plusSeconds(seconds);
    }
}
