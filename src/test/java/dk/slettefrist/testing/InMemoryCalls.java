package dk.slettefrist.testing;

import static dk.slettefrist.recording.RecordingState.FAILED;
import static dk.slettefrist.recording.RecordingState.PURGING;
import static dk.slettefrist.recording.RecordingState.RECEIVING;
import static dk.slettefrist.recording.RecordingState.STORED;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dk.slettefrist.call.Call;
import dk.slettefrist.call.CallFact;
import dk.slettefrist.call.CallFlag;
import dk.slettefrist.call.CallRepository;
import dk.slettefrist.platform.Cursor;
import dk.slettefrist.platform.Ids;
import dk.slettefrist.recording.RecordingState;

/** Calls in memory. */
final class InMemoryCalls implements CallRepository {

    private static final Comparator<Call> BY_ID =
            Comparator.comparing(call -> call.id().toString());

    private final InMemoryDatabase database;

    InMemoryCalls(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void lock(String callId) {
        // There is one transaction at a time.
    }

    @Override
    public Optional<Call> find(String source, String callId) {
        return findAll(callId).stream()
                .filter(call -> Objects.equals(call.source(), source))
                .findFirst();
    }

    @Override
    public List<Call> findAll(String callId) {
        return database.callRows.values().stream()
                .filter(row -> row.key().equals(callId))
                .map(CallRow::call)
                .sorted(Comparator.comparing(Call::source, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
    }

    @Override
    public Call hold(UUID call) {
        return database.callRows.get(call).call();
    }

    @Override
    public Call open(String source, String callId) {
        Call before = find(source, callId)
                .or(() -> find(null, callId))
                .map(call -> call.callId() == null ? anew(call) : call)
                .orElseGet(() -> new Call(Ids.next(), source, callId, null, null, null, null, null));
        Call opened = new Call(
                before.id(),
                source,
                callId,
                before.startedAt(),
                before.endedAt(),
                before.ongoingUntil(),
                before.flag(),
                before.forgetAt());
        database.callRows.put(opened.id(), new CallRow(opened, callId));
        return opened;
    }

    private static Call anew(Call forgotten) {
        boolean waits = forgotten.flagged() && !forgotten.flag().isOver();
        return new Call(
                forgotten.id(),
                forgotten.source(),
                null,
                null,
                null,
                forgotten.ongoingUntil(),
                waits ? forgotten.flag() : null,
                forgotten.forgetAt());
    }

    @Override
    public void save(Call call) {
        database.callRows.computeIfPresent(call.id(), (id, row) -> new CallRow(call, row.key()));
    }

    @Override
    public void addFact(UUID call, CallFact fact) {
        database.facts.computeIfAbsent(call, id -> new LinkedHashSet<>()).add(fact);
    }

    @Override
    public Map<UUID, List<CallFact>> facts(Collection<UUID> calls) {
        Map<UUID, List<CallFact>> found = new HashMap<>();
        for (UUID call : calls) {
            if (database.facts.containsKey(call)) {
                found.put(call, List.copyOf(database.facts.get(call)));
            }
        }
        return found;
    }

    @Override
    public List<Call> listing(String operator, Instant since, Cursor after, int limit, Instant now) {
        return newestFirst(
                        Call::startedAt,
                        call -> call.callId() != null
                                && (call.isOngoing(now)
                                        || hasLivingRecording(call.id(), now)
                                        || isDueLater(call, now) && !hasRecording(call.id()))
                                && (operator == null || tookPart(operator, call.id()))
                                && (since == null || !call.startedAt().isBefore(since))
                                && (after == null || isBeyond(call, after)))
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Call> current(String extension, String source, Instant now) {
        return newestFirst(
                        Call::startedAt,
                        call -> call.isOngoing(now) && isOf(source, call) && tookPart(extension, call.id()))
                .findFirst();
    }

    @Override
    public Optional<Call> last(String extension, String source, Instant endedAfter, Instant now) {
        return newestFirst(
                        Call::endedAt,
                        call -> !call.isOngoing(now)
                                && call.endedAt().isAfter(endedAfter)
                                && isOf(source, call)
                                && tookPart(extension, call.id()))
                .findFirst();
    }

    private static boolean isOf(String source, Call call) {
        return source == null || source.equals(call.source());
    }

    @Override
    public void recordingsGone(Collection<UUID> calls, Duration period, Instant now) {
        for (UUID id : Set.copyOf(calls)) {
            CallRow row = database.callRows.get(id);
            if (row != null && !hasRecording(id, r -> r.isIn(RECEIVING, STORED, PURGING))) {
                save(row.call().forgettable(period, now));
            }
        }
    }

    @Override
    public Forgotten forget(Instant since, Instant now, Duration flagPeriod, int limit) {
        List<Call> due = calls(
                        call -> call.forgetAt() != null && !call.forgetAt().isBefore(since) && !isDueLater(call, now))
                .sorted(Comparator.comparing(Call::forgetAt))
                .limit(limit)
                .toList();
        due.forEach(call -> forget(call, now, flagPeriod));
        return new Forgotten(
                due.size(), due.isEmpty() ? null : due.get(due.size() - 1).forgetAt());
    }

    private void forget(Call call, Instant now, Duration flagPeriod) {
        Instant flagEnd = call.flagged() ? call.flag().at().plus(flagPeriod) : now;
        boolean waits = flagEnd.isAfter(now) && !hasRecording(call.id(), r -> !r.isIn(FAILED));
        CallFlag emptied = call.flagged() && !waits ? new CallFlag(call.flag().at(), null, null, null) : call.flag();
        database.facts.remove(call.id());
        save(new Call(
                call.id(),
                call.source(),
                null,
                call.startedAt(),
                call.endedAt() == null ? call.ongoingUntil() : call.endedAt(),
                null,
                emptied,
                waits ? flagEnd : null));
    }

    private static boolean isDueLater(Call call, Instant now) {
        return call.forgetAt() != null && call.forgetAt().isAfter(now);
    }

    private boolean hasLivingRecording(UUID call, Instant now) {
        return hasRecording(call, r -> r.toRecording().isAlive(now));
    }

    private boolean hasRecording(UUID call, Predicate<RecordingRow> which) {
        return database.recordingRows.values().stream().anyMatch(row -> row.isOf(call) && which.test(row));
    }

    private boolean tookPart(String operator, UUID call) {
        return database.facts.getOrDefault(call, Set.of()).stream().anyMatch(fact -> operator.equals(fact.operator()));
    }

    private static boolean isBeyond(Call call, Cursor after) {
        int time = call.startedAt().compareTo(after.at());
        return time < 0 || time == 0 && call.id().toString().compareTo(after.id()) < 0;
    }

    private Stream<Call> newestFirst(Function<Call, Instant> time, Predicate<Call> which) {
        return calls(call -> time.apply(call) != null && which.test(call))
                .sorted(Comparator.comparing(time).thenComparing(BY_ID).reversed());
    }

    private Stream<Call> calls(Predicate<Call> which) {
        return database.callRows.values().stream().map(CallRow::call).filter(which);
    }

    private boolean hasRecording(UUID call) {
        return database.recordings().ofCalls(List.of(call)).stream().anyMatch(r -> r.state() != RecordingState.FAILED);
    }
}
