package dk.slettefrist.ingest.media;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.policy.PolicyRepository;

/** The short transactions of fetching. None of them talks to a PBX or to the store. */
@ApplicationScoped
class Fetches {

    private final FetchStatements statements;
    private final PolicyRepository policies;
    private final TimeSource time;
    private final MediaSettings settings;

    Fetches(FetchStatements statements, PolicyRepository policies, TimeSource time, MediaSettings settings) {
        this.statements = statements;
        this.policies = policies;
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

    /** Ours is stored, or too late: all that is left is the PBX's copy, when it is to be deleted. */
    @Transactional
    boolean settled(Fetch fetch, String outcome, boolean delete) {
        Instant now = time.now();
        return delete
                ? statements.delete(fetch.claim(), outcome, now)
                : statements.end(fetch.claim(), "DONE", outcome, now);
    }

    /** The PBX's copy is gone. */
    @Transactional
    boolean deleted(Fetch fetch) {
        return statements.end(fetch.claim(), "DONE", "deleted", time.now());
    }

    /**
     * The attempt failed.
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
        Instant late = fetch.endedAt().plus(policies.current().unflagged());
        return Stream.of(now.plus(settings.retry().after(Duration.between(fetch.since(), now))), late, fetch.giveUpAt())
                .filter(now::isBefore)
                .min(Instant::compareTo)
                .orElse(now);
    }
}
