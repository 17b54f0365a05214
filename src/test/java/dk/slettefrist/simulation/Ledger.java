package dk.slettefrist.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dk.slettefrist.retention.RetentionPolicy;
import dk.slettefrist.storage.ObjectKey;

/**
 * The reference model: what must be, by the rule alone. Flags, unflags and changes of the periods happen in the order in which their
 * transactions committed; whether the answer arrived does not matter.
 */
final class Ledger {

    /** A recording that was stored; its 201 may have been lost. */
    static final class Entry {
        final UUID id;
        final Sending sending;
        final ObjectKey key;
        final int act;
        private final Instant retainFrom;
        boolean flagged;
        Instant deadline;
        boolean purged;

        private Entry(
                UUID id, Sending sending, ObjectKey key, int act, Instant retainFrom, boolean flagged, Instant end) {
            this.id = id;
            this.sending = sending;
            this.key = key;
            this.act = act;
            this.retainFrom = retainFrom;
            this.flagged = flagged;
            this.deadline = end;
        }

        boolean isAlive(Instant now) {
            return now.isBefore(deadline);
        }
    }

    /** What is known of a call. */
    static final class KnownCall {
        final String callId;
        boolean flagged;
        Instant flaggedAt;
        Instant endedAt;
        boolean forgotten;
        boolean flagLapsed;

        private KnownCall(String callId) {
            this.callId = callId;
        }
    }

    private final Map<String, KnownCall> calls = new LinkedHashMap<>();
    private final Map<UUID, Entry> entries = new LinkedHashMap<>();
    private RetentionPolicy policy;
    private Duration shortest;

    KnownCall call(String callId) {
        return calls.computeIfAbsent(callId, KnownCall::new);
    }

    List<KnownCall> calls() {
        return List.copyOf(calls.values());
    }

    Entry entry(UUID id) {
        return entries.get(id);
    }

    List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    List<Entry> entriesOf(String callId) {
        return entries.values().stream()
                .filter(entry -> entry.sending.callId().equals(callId))
                .toList();
    }

    boolean holds(ObjectKey key, Instant now) {
        return entries.values().stream().anyMatch(entry -> entry.key.equals(key) && entry.isAlive(now));
    }

    RetentionPolicy policy() {
        return policy;
    }

    /** The shortest period that was ever in force. */
    Duration shortest() {
        return shortest;
    }

    Entry store(UUID id, Sending sending, ObjectKey key, int act, Instant receivedAt) {
        Instant retainFrom = sending.endedAt().isBefore(receivedAt) ? sending.endedAt() : receivedAt;
        boolean flagged = call(sending.callId()).flagged;
        Entry entry = new Entry(id, sending, key, act, retainFrom, flagged, end(retainFrom, flagged));
        entries.put(id, entry);
        return entry;
    }

    void flag(String callId, Instant now) {
        KnownCall call = call(callId);
        if (!call.flagged || call.flagLapsed) {
            call.flagged = true;
            call.flagLapsed = false;
            call.flaggedAt = now;
        }
        move(callId, true, now);
    }

    void unflag(String callId, Instant now) {
        call(callId).flagged = false;
        move(callId, false, now);
    }

    private void move(String callId, boolean flagged, Instant now) {
        for (Entry entry : entriesOf(callId)) {
            if (entry.isAlive(now) && entry.flagged != flagged) {
                entry.flagged = flagged;
                entry.deadline = end(entry.retainFrom, flagged);
            }
        }
    }

    void change(RetentionPolicy newPolicy, Instant now) {
        policy = newPolicy;
        shortest = shortest == null || newPolicy.unflagged().compareTo(shortest) < 0 ? newPolicy.unflagged() : shortest;
        entries.values().stream()
                .filter(entry -> entry.isAlive(now))
                .toList()
                .forEach(entry -> entry.deadline = end(entry.retainFrom, entry.flagged));
    }

    private Instant end(Instant retainFrom, boolean flagged) {
        return retainFrom.plus(flagged ? policy.flagged() : policy.unflagged());
    }
}
