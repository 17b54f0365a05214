package dk.slettefrist.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import dk.slettefrist.retention.RetentionPolicy;
import dk.slettefrist.storage.ObjectKey;

/**
 * The reference model: what must be, by the rule alone. Flags, unflags and changes of the periods happen in the order in which their
 * transactions committed; whether the answer arrived does not matter.
 */
final class Ledger {

    /** A recording on its way, stored in the end or not. */
    static class Arrival {
        final Sending sending;
        final int act;
        final Instant retainFrom;
        boolean flagged;
        Instant deadline;

        private Arrival(Sending sending, int act, Instant retainFrom) {
            this.sending = sending;
            this.act = act;
            this.retainFrom = retainFrom;
        }

        boolean isAlive(Instant now) {
            return now.isBefore(deadline);
        }
    }

    /** A recording that was stored; its 201 may have been lost. */
    static final class Entry extends Arrival {
        final UUID id;
        final ObjectKey key;
        boolean purged;

        private Entry(UUID id, Sending sending, ObjectKey key, int act, Instant retainFrom) {
            super(sending, act, retainFrom);
            this.id = id;
            this.key = key;
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
    /** By the numbers of the acts that deliver them. */
    private final Map<Integer, Arrival> arrivals = new LinkedHashMap<>();

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

    /** An upload begins. Its deadline is the one of the times that a form may tell only at its end. */
    void receive(Sending sending, int act, Instant receivedAt) {
        arrivals.put(act, begun(new Arrival(sending, act, earlier(sending.endedAt(), receivedAt))));
    }

    /** The upload of this act; null when it never began. */
    Arrival arrival(int act) {
        return arrivals.get(act);
    }

    Entry store(UUID id, Sending sending, ObjectKey key, int act, Instant receivedAt) {
        Entry entry = begun(new Entry(id, sending, key, act, earlier(sending.endedAt(), receivedAt)));
        entries.put(id, entry);
        return entry;
    }

    private <T extends Arrival> T begun(T arrival) {
        arrival.flagged = call(arrival.sending.callId()).flagged;
        arrival.deadline = end(arrival.retainFrom, arrival.flagged);
        return arrival;
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
        alive(now)
                .filter(each -> each.sending.callId().equals(callId) && each.flagged != flagged)
                .forEach(each -> {
                    each.flagged = flagged;
                    each.deadline = end(each.retainFrom, flagged);
                });
    }

    private Stream<Arrival> alive(Instant now) {
        return Stream.concat(entries.values().stream(), arrivals.values().stream())
                .filter(each -> each.isAlive(now));
    }

    void change(RetentionPolicy newPolicy, Instant now) {
        policy = newPolicy;
        shortest = shortest == null || newPolicy.unflagged().compareTo(shortest) < 0 ? newPolicy.unflagged() : shortest;
        alive(now).forEach(each -> each.deadline = end(each.retainFrom, each.flagged));
    }

    static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Instant end(Instant retainFrom, boolean flagged) {
        return retainFrom.plus(flagged ? policy.flagged() : policy.unflagged());
    }
}
