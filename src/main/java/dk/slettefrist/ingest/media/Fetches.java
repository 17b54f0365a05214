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
                ? statements.delete(fetch.claim(), outcome, now)
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
     * The attempt failed. What is given up the search for gaps finds.
     *
     * @param forGood whether another would end alike
     * @return whether it was the last one
     */
    @Transactional
    boolean failed(Fetch fetch, String outcome, boolean forGood) {
        Instant now = time.now();
        if (forGood || !now.isBefore(fetch.giveUpAt())) {
            return statements.end(fetch.claim(), fetch.isDeletion() ? "COPY_LEFT" : "GIVEN_UP", outcome, now);
        }
        statements.release(fetch.claim(), next(fetch, now), outcome);
        return false;
    }

    /** The longer it has waited, the later; but not past the moments at which it becomes late, and at which it is given up. */
    private Instant next(Fetch fetch, Instant now) {
        Instant again = now.plus(settings.retry().after(Duration.between(fetch.since(), now)));
        return Stream.of(again, late(fetch), fetch.giveUpAt())
                .filter(now::isBefore)
                .min(Instant::compareTo)
                .orElse(now);
    }

    /** When it becomes late, unless the call is saved. */
    private Instant late(Fetch fetch) {
        return fetch.endedAt().plus(policies.current().unflagged());
    }
}
