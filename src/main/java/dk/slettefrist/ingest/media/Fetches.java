package dk.slettefrist.ingest.media;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dk.slettefrist.gap.GapKind;
import dk.slettefrist.gap.Gaps;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.policy.PolicyRepository;

/** The short transactions of fetching. None of them talks to a PBX or to the store. */
@ApplicationScoped
class Fetches {

    private static final Duration A_DAY = Duration.ofDays(1);

    private final FetchStatements statements;
    private final PolicyRepository policies;
    private final TimeSource time;
    private final MediaSettings settings;
    private final Gaps gaps;

    Fetches(FetchStatements statements, PolicyRepository policies, Gaps gaps, TimeSource time, MediaSettings settings) {
        this.statements = statements;
        this.policies = policies;
        this.gaps = gaps;
        this.time = time;
        this.settings = settings;
    }

    /**
     * Something that is due; ours until the lease ends. What names somebody does not wait for a silent PBX: one that became late is taken
     * whatever goes on.
     *
     * @param busy of none of these sources else
     * @param full whether nothing else is taken
     */
    @Transactional
    Optional<Fetch> claim(Collection<String> busy, boolean full) {
        Instant now = time.now();
        Instant lateEnd = now.minus(policies.current().unflagged());
        return statements.claim(busy, full, lateEnd, now, now.plus(settings.lease()));
    }

    /** These are still being worked on. */
    @Transactional
    void renew(Collection<Fetch> fetches) {
        statements.renew(fetches.stream().map(Fetch::claim).toList(), time.now().plus(settings.lease()));
    }

    /**
     * Ours is stored, or too late: all that is left is the PBX's copy, when it is to be deleted. One that was told of in time and is late is
     * a gap.
     */
    @Transactional
    boolean settled(Fetch fetch, String outcome, boolean delete) {
        Instant now = time.now();
        boolean ours = delete
                ? statements.delete(fetch.claim(), outcome, now, now.plus(settings.keepDeleting()))
                : statements.end(fetch.claim(), "DONE", outcome, now);
        if (ours && outcome.equals("stored")) {
            gaps.closed(GapKind.RECORDING_NOT_FETCHED, fetch.id(), now);
        } else if (ours && outcome.equals("late") && fetch.since().isBefore(late(fetch))) {
            gaps.found(GapKind.RECORDING_NOT_FETCHED, fetch.id(), fetch.source(), now, now);
        }
        return ours;
    }

    /** The PBX's copy is gone. */
    @Transactional
    boolean deleted(Fetch fetch) {
        return statements.end(fetch.claim(), "DONE", "deleted", time.now());
    }

    /**
     * The attempt failed. What is given up is a gap.
     *
     * @param forGood whether another would end alike
     * @param delete whether the PBX's copy is to be deleted though ours was given up: at its deadline, and not before, for it is the only one
     * @return whether it was the last one
     */
    @Transactional
    boolean failed(Fetch fetch, String outcome, boolean forGood, boolean delete) {
        Instant now = time.now();
        if (!forGood && now.isBefore(fetch.giveUpAt())) {
            statements.release(fetch.claim(), next(fetch, now), outcome);
            return false;
        }
        boolean ours = delete && !fetch.isDeletion()
                ? statements.giveUp(fetch.claim(), atDeadline(fetch, now), outcome, now)
                : statements.end(fetch.claim(), fetch.isDeletion() ? "COPY_LEFT" : "GIVEN_UP", outcome, now);
        if (ours) {
            GapKind kind = fetch.isDeletion() ? GapKind.COPY_NOT_DELETED : GapKind.RECORDING_NOT_FETCHED;
            gaps.found(kind, fetch.id(), fetch.source(), now, now);
        }
        return ours;
    }

    /** From day to day as well: the call may be saved, and be given free again. */
    private Instant atDeadline(Fetch fetch, Instant now) {
        Instant lateThoughSaved = fetch.endedAt().plus(policies.current().flagged());
        return earliest(now, Stream.of(late(fetch), lateThoughSaved, now.plus(A_DAY)));
    }

    /** The longer it has waited, the later; but not past the moments at which it becomes late, and at which it is given up. */
    private Instant next(Fetch fetch, Instant now) {
        Instant again = now.plus(settings.retry().after(Duration.between(fetch.since(), now)));
        return earliest(now, Stream.of(again, late(fetch), fetch.giveUpAt()));
    }

    /** Of those still to come. */
    private static Instant earliest(Instant now, Stream<Instant> times) {
        return times.filter(now::isBefore).min(Instant::compareTo).orElse(now);
    }

    /** When it becomes late, unless the call is saved. */
    private Instant late(Fetch fetch) {
        return fetch.endedAt().plus(policies.current().unflagged());
    }
}
