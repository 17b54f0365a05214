package dk.slettefrist.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import dk.slettefrist.call.Call;
import dk.slettefrist.ingest.IngestSettings;
import dk.slettefrist.purge.PurgeSettings;
import dk.slettefrist.reconcile.ReconcileSettings;
import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.RecordingState;
import dk.slettefrist.simulation.Ledger.Entry;

/** What must be true when everything works again: first soon, then in time, and in the end nothing is left. */
final class Aftermath {

    private static final Duration MICRO = Duration.ofNanos(1000);
    private static final Duration TICK = Duration.ofMillis(500);

    private final World world;
    private final Acts acts;
    private final List<Replica> replicas;
    private int number = 1_000_000;

    Aftermath(World world, Acts acts, List<Replica> replicas) {
        this.world = world;
        this.acts = acts;
        this.replicas = replicas;
    }

    void run() {
        Instant healed = world.now();
        world.calmDown();
        replicas.stream().filter(replica -> !replica.isUp()).forEach(Replica::start);
        everythingOverdueGoesSoon(healed);
        thePbxIsAnsweredAtLast();
        unfinishedUploadsGo();
        orphansGo();
        everyRecordingGoesInTime();
        nothingPersonalIsLeft();
        world.inspection().audit();
    }

    /**
     * What no sweep has tried yet goes as soon as the lease of a dead replica and the delay of a retry allow; what was tried in vain while
     * something was away, within a fiftieth of the time that it is overdue.
     */
    private void everythingOverdueGoesSoon(Instant healed) {
        PurgeSettings settings = Settings.of(PurgeSettings.class);
        Duration soon = settings.lease().plus(settings.retryDelay()).plusSeconds(1);
        Duration later = longestOverdue().dividedBy(50);
        sweepFor(soon, TICK);
        require(
                overdueSince(healed).noneMatch(Aftermath::isUntried),
                "overdue and not tried " + soon + " after all works again: " + states(overdueSince(healed)));
        sweepFor(later, Duration.ofSeconds(later.toSeconds() / 50).plus(TICK));
        require(
                overdueSince(healed).findAny().isEmpty(),
                "still there " + later + " after all works again: " + states(overdueSince(healed)));
    }

    private static String states(Stream<Recording> rows) {
        return rows.map(row -> row.state() + " due at " + row.dueAt()).toList().toString();
    }

    private void sweepFor(Duration time, Duration tick) {
        for (Instant end = world.now().plus(time); world.now().isBefore(end); world.advance(tick)) {
            sweepEverywhere();
        }
        sweepEverywhere();
    }

    private Stream<Recording> overdueSince(Instant healed) {
        return held().filter(row -> !row.dueAt().isAfter(healed));
    }

    private static boolean isUntried(Recording row) {
        return row.state() == RecordingState.RECEIVING || row.state() == RecordingState.STORED;
    }

    private Duration longestOverdue() {
        return held().map(Recording::dueAt)
                .min(Comparator.naturalOrder())
                .filter(due -> due.isBefore(world.now()))
                .map(due -> Duration.between(due, world.now()))
                .orElse(Duration.ZERO);
    }

    private void thePbxIsAnsweredAtLast() {
        for (Sending sending : acts.unanswered()) {
            acts.perform(acts.again(number++, sending, any()));
        }
        for (Entry entry : world.ledger().entries()) {
            acts.perform(acts.read(number++, entry, any()));
        }
    }

    private void unfinishedUploadsGo() {
        world.advance(Settings.of(IngestSettings.class).lease());
        sweepEverywhere();
        require(
                held().allMatch(row -> row.state() == RecordingState.STORED && row.isAlive(world.now())),
                "what an upload left is not cleared away");
    }

    private void orphansGo() {
        world.inspection().onlyLateObjectsAreOrphans();
        world.advance(Settings.of(ReconcileSettings.class).grace().plusSeconds(10));
        sweepEverywhere();
        acts.perform(acts.reconcile(number++, any()));
        world.inspection().storeAndRowsAgree();
    }

    private void everyRecordingGoesInTime() {
        List<Entry> alive = world.ledger().entries().stream()
                .filter(entry -> entry.isAlive(world.now()))
                .sorted(Comparator.comparing(entry -> entry.deadline))
                .toList();
        for (Entry entry : alive) {
            world.advanceTo(entry.deadline.minus(MICRO));
            sweepEverywhere();
            if (entry.isAlive(world.now())) {
                require(read(entry).equals("200"), "not served until its deadline");
            }
            world.advanceTo(entry.deadline);
            require(read(entry).equals("gone"), "served after its deadline");
            sweepEverywhere();
            require(entry.purged, "not purged at its deadline");
        }
        require(world.ledger().entries().stream().allMatch(entry -> entry.purged), "a recording was never purged");
        require(world.objects().isEmpty(), "bytes are left");
    }

    private void nothingPersonalIsLeft() {
        Optional<Instant> next = nextToForget();
        while (next.isPresent()) {
            world.advanceTo(next.get());
            sweepEverywhere();
            require(!next.equals(nextToForget()), "a call is not forgotten in time");
            next = nextToForget();
        }
        for (Call call : world.database().allCalls()) {
            require(call.callId() == null, "the identifier of a call is left");
            require(world.database().calls().facts(List.of(call.id())).isEmpty(), "facts of a call are left");
            require(call.flag() == null || call.flag().note() == null, "the note of a flag is left");
        }
    }

    private Optional<Instant> nextToForget() {
        return world.database().allCalls().stream()
                .map(Call::forgetAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder());
    }

    private Stream<Recording> held() {
        return world.database().allRecordings().stream().filter(row -> row.objectKey() != null);
    }

    private String read(Entry entry) {
        return acts.perform(acts.read(number++, entry, any()));
    }

    private void sweepEverywhere() {
        replicas.forEach(replica -> acts.perform(acts.sweep(number++, replica)));
    }

    private Replica any() {
        return replicas.get(number % replicas.size());
    }

    private static void require(boolean holds, String what) {
        Violation.unless(holds, what);
    }
}
