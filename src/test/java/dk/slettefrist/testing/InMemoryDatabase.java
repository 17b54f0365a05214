package dk.slettefrist.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import dk.slettefrist.audit.AuditEvent;
import dk.slettefrist.audit.AuditLog;
import dk.slettefrist.audit.AuditType;
import dk.slettefrist.call.Call;
import dk.slettefrist.call.CallFact;
import dk.slettefrist.call.CallRepository;
import dk.slettefrist.policy.PolicyRepository;
import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.RecordingRepository;
import dk.slettefrist.recording.StoredObjects;
import dk.slettefrist.retention.RetentionPolicy;

/** The tables in memory. One transaction at a time; its rows never change, they are replaced. */
public final class InMemoryDatabase implements TestDatabase {

    final Map<UUID, RecordingRow> recordingRows = new LinkedHashMap<>();
    final Map<UUID, CallRow> callRows = new LinkedHashMap<>();
    final Map<UUID, Set<CallFact>> facts = new LinkedHashMap<>();
    final List<AuditEvent> events = new ArrayList<>();
    final List<RetentionPolicy> periods = new ArrayList<>();

    private final InMemoryRecordings recordings = new InMemoryRecordings(this);
    private final InMemoryStoredObjects storedObjects = new InMemoryStoredObjects(this);
    private final InMemoryCalls calls = new InMemoryCalls(this);
    private final InMemoryAuditLog audit = new InMemoryAuditLog(this);
    private final InMemoryPolicies policies = new InMemoryPolicies(this);
    private Runnable undo;

    @Override
    public RecordingRepository recordings() {
        return recordings;
    }

    @Override
    public StoredObjects storedObjects() {
        return storedObjects;
    }

    @Override
    public CallRepository calls() {
        return calls;
    }

    @Override
    public AuditLog audit() {
        return audit;
    }

    @Override
    public PolicyRepository policies() {
        return policies;
    }

    /** Every recording, in the order in which they were added. */
    public List<Recording> allRecordings() {
        return recordingRows.values().stream().map(RecordingRow::toRecording).toList();
    }

    /** Every call, in the order in which they were opened. */
    public List<Call> allCalls() {
        return callRows.values().stream().map(CallRow::call).toList();
    }

    /** How many audit events there are of a recording. */
    public long audited(AuditType type, UUID recording) {
        return events.stream()
                .filter(event -> event.type() == type && recording.equals(event.recording()))
                .count();
    }

    /** Does all of the work or, when it throws, nothing. */
    public synchronized <T> T inTransaction(Supplier<T> work) {
        Runnable before = snapshot();
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            before.run();
            throw e;
        }
    }

    @Override
    public void begin() {
        undo = snapshot();
    }

    @Override
    public void rollback() {
        undo.run();
    }

    @Override
    public void reread() {
        // There is nothing but the tables.
    }

    private Runnable snapshot() {
        Map<UUID, RecordingRow> oldRecordings = new LinkedHashMap<>(recordingRows);
        Map<UUID, CallRow> oldCalls = new LinkedHashMap<>(callRows);
        Map<UUID, Set<CallFact>> oldFacts = new LinkedHashMap<>();
        facts.forEach((call, told) -> oldFacts.put(call, new LinkedHashSet<>(told)));
        List<AuditEvent> oldEvents = List.copyOf(events);
        List<RetentionPolicy> oldPeriods = List.copyOf(periods);
        return () -> {
            replace(recordingRows, oldRecordings);
            replace(callRows, oldCalls);
            replace(facts, oldFacts);
            events.subList(oldEvents.size(), events.size()).clear();
            periods.subList(oldPeriods.size(), periods.size()).clear();
        };
    }

    private static <V> void replace(Map<UUID, V> now, Map<UUID, V> before) {
        now.clear();
        now.putAll(before);
    }
}
