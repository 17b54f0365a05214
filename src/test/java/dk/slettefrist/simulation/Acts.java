package dk.slettefrist.simulation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dk.slettefrist.flag.SimulatedOperator;
import dk.slettefrist.ingest.IngestSettings;
import dk.slettefrist.ingest.SimulatedPbx.Delivered;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.recording.Recording;
import dk.slettefrist.retention.RetentionPolicy;
import dk.slettefrist.simulation.Ledger.Entry;
import dk.slettefrist.storage.ObjectStoreException;

/** What people and machines ask of the service, and what each answer must mean. */
final class Acts {

    static final RetentionPolicy USUAL = new RetentionPolicy(Duration.ofMinutes(30), Duration.ofDays(30));

    private static final List<RetentionPolicy> POLICIES = List.of(
            USUAL,
            new RetentionPolicy(Duration.ofMinutes(10), Duration.ofDays(30)),
            new RetentionPolicy(Duration.ofMinutes(45), Duration.ofDays(60)),
            new RetentionPolicy(Duration.ofMinutes(30), Duration.ofHours(2)));

    private static final int ACTS_PER_CALL = 10;

    private final World world;
    private final Tally tally;
    private final Weather weather;
    /** By name, as first sent. */
    private final Map<String, Sending> sent = new LinkedHashMap<>();
    /** What the PBX still has to send again. */
    private final Map<String, Sending> unanswered = new LinkedHashMap<>();

    Acts(World world, Weather weather, Tally tally) {
        this.world = world;
        this.weather = weather;
        this.tally = tally;
    }

    /** Makes one act; nothing of it happens yet. */
    Act make(int number, Chance chance, Replica replica) {
        int kind = chance.below(1000);
        if (kind < weather.policyChange()) {
            return policyChange(number, chance.pick(POLICIES), replica);
        }
        String callId = "call-" + Math.max(0, number / ACTS_PER_CALL - chance.below(3));
        kind = chance.below(100);
        if (kind < 38) {
            return upload(number, callId, chance, replica);
        }
        if (kind < 50) {
            return event(number, callId, chance, replica);
        }
        if (kind < 63) {
            return flag(number, callId, replica);
        }
        if (kind < 69) {
            return unflag(number, callId, replica);
        }
        if (kind < 72) {
            return flagByExtension(number, chance, replica);
        }
        if (kind < 81) {
            return read(number, chance, replica);
        }
        return kind < 98 ? sweep(number, replica) : reconcile(number, replica);
    }

    /** What was never answered for good, to be sent again. */
    List<Sending> unanswered() {
        return List.copyOf(unanswered.values());
    }

    /** Does it, and says what the answer was. */
    String perform(Act act) {
        world.turn(act);
        String outcome = outcome(act);
        tally.outcome(act, outcome);
        return outcome;
    }

    private String outcome(Act act) {
        try {
            return act.work();
        } catch (DomainException e) {
            return refused(act, e);
        } catch (Crash e) {
            unanswered(act);
            return "no answer";
        } catch (DatabaseAway | ObjectStoreException e) {
            unanswered(act);
            return "unavailable";
        } catch (RuntimeException e) {
            throw new IllegalStateException("500 for " + act.name, e);
        }
    }

    private void unanswered(Act act) {
        if (act.sending != null) {
            unanswered.put(act.sending.name(), act.sending);
        }
    }

    private String refused(Act act, DomainException refusal) {
        if (act.sending != null) {
            uploadRefused(act, refusal);
        } else if (refusal instanceof DomainException.Unavailable) {
            require(act.disturbed, "503 without a cause");
        }
        return refusal.kind();
    }

    private Act upload(int number, String callId, Chance chance, Replica replica) {
        Sending sending = sending(callId, "rec-" + chance.below(3), chance);
        byte[] audio = sending.audio();
        int quirk = chance.below(1000);
        int breaksAt = quirk < 40 ? chance.below(audio.length) : -1;
        int silentAt = quirk >= 40 && quirk < 80 ? chance.below(audio.length) : -1;
        boolean damaged = quirk >= 80 && quirk < 110;
        boolean noAudio = quirk >= 110 && quirk < 125;
        boolean tooLarge = quirk >= 125 && quirk < 140;
        boolean bad = damaged || noAudio || tooLarge || breaksAt >= 0;
        byte[] onTheLine = noAudio
                ? "this is not a sound".getBytes(StandardCharsets.US_ASCII)
                : tooLarge ? Sending.sound(sending.name(), Settings.MAX_SIZE + 1) : audio;
        String digest = damaged
                ? Sending.digest(new byte[] {1})
                : chance.of(300) && !tooLarge && !noAudio ? Sending.digest(audio) : null;
        int piece = chance.between(40, 200);
        boolean unnamed = chance.of(150);
        Act act = new Act(number, "upload " + sending.name() + (unnamed ? " unnamed" : ""), replica);
        act.sending = sending;
        return act.doing(() -> {
            Body body = new Body(world, onTheLine, piece, silentAt, breaksAt);
            Delivered delivered = unnamed
                    ? replica.pbx.deliverUnnamed(sending.delivery(digest), body)
                    : replica.pbx.deliver(sending.delivery(digest), body);
            require(!bad, "a bad upload is accepted");
            return delivered(act, delivered);
        });
    }

    private Sending sending(String callId, String recordingId, Chance chance) {
        Sending before = sent.get(callId + "/" + recordingId);
        int which = chance.below(100);
        if (before != null && which < 80) {
            return before;
        }
        byte[] audio = before != null && which < 90
                ? before.audio()
                : Sending.sound(callId + recordingId + which, chance.between(70, 400));
        Sending made = new Sending(callId, recordingId, ended(chance), extension(chance), audio);
        sent.putIfAbsent(made.name(), made);
        return made;
    }

    private Instant ended(Chance chance) {
        Instant now = world.now();
        Duration period = world.ledger().policy().unflagged();
        int kind = chance.below(100);
        if (kind < 60) {
            return now.minus(chance.upTo(Duration.ofSeconds(20)));
        }
        if (kind < 70) {
            return now.minus(period).plus(chance.upTo(Duration.ofMinutes(1)));
        }
        if (kind < 74) {
            return now.minus(period);
        }
        if (kind < 80) {
            return now.minus(period).minus(chance.upTo(Duration.ofHours(1)));
        }
        if (kind < 90) {
            return now.minus(chance.upTo(period));
        }
        return kind < 98 ? now.plus(chance.upTo(Duration.ofSeconds(60))) : now.plusSeconds(120);
    }

    private static String extension(Chance chance) {
        return "20" + chance.below(3);
    }

    private String delivered(Act act, Delivered answer) {
        Entry entry = world.ledger().entry(answer.recording().id());
        require(entry != null, "answered as stored, but it is not");
        require(entry.sending.name().equals(act.sending.name()), "another recording is answered");
        require(
                Arrays.equals(entry.sending.audio(), act.sending.audio()),
                "answered as stored, but its bytes are others");
        require(answer.created() == (entry.act == act.number), "201 and 200 are mixed up");
        unanswered.remove(act.sending.name());
        return answer.created() ? "201" : "200";
    }

    private void uploadRefused(Act act, DomainException refusal) {
        Sending sending = act.sending;
        List<Entry> same = world.ledger().entriesOf(sending.callId()).stream()
                .filter(entry -> entry.sending.recordingId().equals(sending.recordingId()))
                .toList();
        require(
                act.disturbed || same.stream().noneMatch(entry -> entry.act == act.number),
                "refused as " + refusal.kind() + ", but stored");
        if (refusal instanceof DomainException.Conflict) {
            require(
                    same.stream().anyMatch(entry -> !Arrays.equals(entry.sending.audio(), sending.audio())),
                    "409, but no other bytes are stored");
        } else if (refusal instanceof DomainException.Late) {
            boolean over = same.stream().anyMatch(entry -> !entry.isAlive(world.now()));
            require(over || mayBeLate(act), "410, but it is not late");
        } else if (refusal instanceof DomainException.Unavailable) {
            boolean full = refusal.getMessage().startsWith("Too many uploads");
            require(act.disturbed || full || wasGivenUp(act), "503 without a cause");
            unanswered(act);
        }
    }

    /** By the shortest period that ever was; what is due by a flag is seen when the model holds the row. */
    private boolean mayBeLate(Act act) {
        Instant received = act.firstCommit() == null ? world.now() : act.firstCommit();
        return !world.now()
                .isBefore(Ledger.earlier(act.sending.endedAt(), received)
                        .plus(world.ledger().shortest()));
    }

    /** At its deadline, which a flag may have moved while it was on its way, or without a sign of life for too long. */
    private boolean wasGivenUp(Act act) {
        Ledger.Arrival arrival = world.ledger().arrival(act.number);
        Duration lease = Settings.of(IngestSettings.class).lease();
        return (arrival != null && !arrival.isAlive(world.now()))
                || act.longestSilence().compareTo(lease) >= 0;
    }

    private Act event(int number, String callId, Chance chance, Replica replica) {
        String type = chance.pick("call.started", "call.answered", "call.ended");
        Instant at = world.now().plus(chance.upTo(Duration.ofSeconds(20))).minusSeconds(15);
        String extension = chance.of(700) ? extension(chance) : null;
        return event(number, callId, type, at, extension, replica);
    }

    Act event(int number, String callId, String type, Instant at, String extension, Replica replica) {
        Act act = new Act(number, "event " + callId + " " + type, replica);
        act.onCommit = result -> {
            Ledger.KnownCall call = world.ledger().call(callId);
            if (type.equals("call.ended")) {
                Instant end = at.isBefore(world.now()) ? at : world.now();
                call.endedAt = call.endedAt == null || end.isAfter(call.endedAt) ? end : call.endedAt;
            }
        };
        return act.doing(() -> {
            replica.pbx.tell(type, callId, at, extension);
            return "204";
        });
    }

    Act flag(int number, String callId, Replica replica) {
        Act act = new Act(number, "flag " + callId, replica);
        act.onCommit = result -> flagged(callId);
        act.onRefusal = refusal -> requireOver(callId, refusal);
        return act.doing(() -> replica.operator.flag(callId) ? "202" : "200");
    }

    private Act flagByExtension(int number, Chance chance, Replica replica) {
        boolean current = chance.of(500);
        String extension = extension(chance);
        Act act = new Act(number, "extension " + extension, replica);
        act.onCommit = result -> flagged(SimulatedOperator.callId(result));
        return act.doing(() -> {
            replica.operator.flagByExtension(extension, current);
            return "200";
        });
    }

    private void flagged(String callId) {
        Ledger.KnownCall call = world.ledger().call(callId);
        world.ledger().flag(callId, world.now());
        boolean over = call.endedAt != null
                && !call.forgotten
                && !rowsOf(callId).isEmpty()
                && rowsOf(callId).stream().allMatch(row -> row.isOver(world.now()));
        require(!over, "a flag on a call that is over is not answered 410");
    }

    private void requireOver(String callId, DomainException refusal) {
        if (refusal instanceof DomainException.Gone) {
            require(
                    rowsOf(callId).stream().noneMatch(row -> row.isAlive(world.now())),
                    "410 for a call with a living recording");
        } else if (refusal instanceof DomainException.NotFound) {
            require(rowsOf(callId).stream().noneMatch(row -> row.isAlive(world.now())), "404 for a call that is known");
            require(!world.ledger().call(callId).flagged, "404 for a call that is flagged");
        }
    }

    private List<Recording> rowsOf(String callId) {
        List<UUID> ids = world.database().calls().findAll(callId).stream()
                .map(call -> call.id())
                .toList();
        return world.database().recordings().ofCalls(ids);
    }

    Act unflag(int number, String callId, Replica replica) {
        Act act = new Act(number, "unflag " + callId, replica);
        act.onCommit = result -> world.ledger().unflag(callId, world.now());
        act.onRefusal = refusal -> requireOver(callId, refusal);
        return act.doing(() -> {
            replica.operator.unflag(callId);
            return "200";
        });
    }

    private Act read(int number, Chance chance, Replica replica) {
        List<Entry> entries = world.ledger().entries();
        if (entries.isEmpty()) {
            return sweep(number, replica);
        }
        List<Entry> recent = entries.subList(Math.max(0, entries.size() - 5), entries.size());
        return read(number, chance.pick(recent), replica);
    }

    Act read(int number, Entry entry, Replica replica) {
        Act act = new Act(number, "read " + entry.sending.name(), replica);
        act.onCommit = result -> {
            boolean allowed = !(result instanceof Optional<?> remaining) || remaining.isPresent();
            require(allowed == entry.isAlive(world.now()), allowed ? "served after its deadline" : "not served");
        };
        act.onRefusal = refusal -> require(!entry.isAlive(world.now()), "refused as " + refusal.kind());
        return act.doing(() -> {
            try (InputStream audio = replica.listener.listen(entry.id)) {
                require(Arrays.equals(heard(act, audio), entry.sending.audio()), "other bytes are served");
                return "200";
            } catch (IOException e) {
                require(act.disturbed || !entry.isAlive(world.now()), "broken off before its deadline");
                return "broken off";
            }
        });
    }

    /** The rows are asked after each read: the setting says so. */
    private static byte[] heard(Act act, InputStream audio) throws IOException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        byte[] piece = new byte[Settings.MAX_SIZE];
        int asked = act.commits();
        for (int count = audio.read(piece); count > 0; count = audio.read(piece)) {
            require(act.commits() > asked, "served without a look at the deadline");
            asked = act.commits();
            heard.write(piece, 0, count);
        }
        return heard.toByteArray();
    }

    Act sweep(int number, Replica replica) {
        Act act = new Act(number, "sweep", replica);
        return act.doing(() -> replica.sweep.run() > 0 ? "purged" : "nothing");
    }

    Act reconcile(int number, Replica replica) {
        Act act = new Act(number, "reconcile", replica);
        return act.doing(() -> replica.reconciler.run() > 0 ? "repaired" : "nothing");
    }

    Act policyChange(int number, RetentionPolicy policy, Replica replica) {
        Act act = new Act(number, "policy", replica);
        act.onCommit = result -> world.ledger().change(policy, world.now());
        return act.doing(() -> {
            replica.policies.apply(policy);
            return "applied";
        });
    }

    /** The PBX sends a recording as it should, the first time or again. */
    Act delivery(int number, Sending sending, Replica replica) {
        Act act = new Act(number, "upload " + sending.name() + " undamaged", replica);
        act.sending = sending;
        return act.doing(() -> delivered(
                act, replica.pbx.deliver(sending.delivery(null), new Body(world, sending.audio(), 100, -1, -1))));
    }

    private static void require(boolean holds, String what) {
        Violation.unless(holds, what);
    }
}
