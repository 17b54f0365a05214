package dk.slettefrist.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dk.slettefrist.platform.DomainException;

/** One thing that somebody asks of a replica, and what became of it so far. */
final class Act {

    final int number;
    final String name;
    final Replica replica;

    /** The recording that an upload delivers, else null. */
    Sending sending;

    /** What the model does when a transaction of this commits, at the very moment, with what the transaction answered. */
    Consumer<Object> onCommit = result -> {};

    /** What must hold when a transaction of this refuses, at the very moment. */
    Consumer<DomainException> onRefusal = refusal -> {};

    boolean inTransaction;

    /** Whether a fault hit it, so that any answer is excused. */
    boolean disturbed;

    private Supplier<String> work;
    private boolean dead;
    private int commits;
    private Instant firstCommit;
    private Instant lastCommit;
    private Duration longestSilence = Duration.ZERO;

    Act(int number, String name, Replica replica) {
        this.number = number;
        this.name = name;
        this.replica = replica;
    }

    /** @param what what is asked; it answers what came of it */
    Act doing(Supplier<String> what) {
        work = what;
        return this;
    }

    String work() {
        return work.get();
    }

    void die() {
        dead = true;
    }

    void refuseIfDead() {
        if (dead) {
            throw new Crash();
        }
    }

    void committedAt(Instant now) {
        if (lastCommit == null) {
            firstCommit = now;
        } else {
            Duration silence = Duration.between(lastCommit, now);
            longestSilence = silence.compareTo(longestSilence) > 0 ? silence : longestSilence;
        }
        lastCommit = now;
        commits++;
    }

    /** How many of its transactions were committed. */
    int commits() {
        return commits;
    }

    /** When its first transaction was committed; null before. */
    Instant firstCommit() {
        return firstCommit;
    }

    /** The longest time between two of its transactions. */
    Duration longestSilence() {
        return longestSilence;
    }
}
