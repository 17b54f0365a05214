package dk.slettefrist.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dk.slettefrist.platform.Cursor;
import dk.slettefrist.platform.Parameters;

/** The port to what is known of calls. Every method takes part in the caller's transaction. */
public interface CallRepository {

    /**
     * Lets one transaction at a time decide about a call identifier, known or not: flag, upload and event of the same call come one
     * after the other. Held until the transaction ends.
     */
    void lock(String callId);

    /** The call of this source; under {@link #lock} when it is to be changed. */
    Optional<Call> find(String source, String callId);

    /** The call as it is now, which nobody else changes until the transaction ends. */
    Call hold(UUID call);

    /** The calls of this identifier from every source, and a flag that waits without a source. */
    List<Call> findAll(String callId);

    /**
     * The call of this source, made when it is new. A flag that waits without a source becomes this call. Under {@link #lock}.
     *
     * @param source null: a flag that waits for the first source to tell of the call
     */
    Call open(String source, String callId);

    /** Writes what changed of a call. */
    void save(Call call);

    /** Adds a fact unless it is known. */
    void addFact(UUID call, CallFact fact);

    /** The facts of each call; a call without facts has no entry. */
    Map<UUID, List<CallFact>> facts(Collection<UUID> calls);

    /** The facts of one call. */
    default List<CallFact> facts(UUID call) {
        return facts(List.of(call)).getOrDefault(call, List.of());
    }

    /**
     * Calls going on, calls just ended, and calls with a living recording; newest start first.
     *
     * @param operator only calls this operator took part in; null: all
     * @param since only calls that started then or later; null: all
     * @param after the last call of the page before, or null
     */
    List<Call> listing(String operator, Instant since, Cursor after, int limit, Instant now);

    /**
     * The call that goes on and that this extension got last; one that it handed on only when it has no other.
     *
     * @param source null: of any source
     */
    Optional<Call> current(String extension, String source, Instant now);

    /**
     * The call that ended last for this extension, by its end after {@code endedAfter} or by being handed on to another.
     *
     * @param source null: of any source
     */
    Optional<Call> last(String extension, String source, Instant endedAfter, Instant now);

    /**
     * The last recording of these calls may be gone: sets the time to forget of those without one on its way, stored or in deletion. See
     * {@link Call#forgettable}.
     */
    void recordingsGone(Collection<UUID> calls, Duration period, Instant now);

    /**
     * Empties what is personal of calls whose time has come; not yet of a flagged one of which a recording is still to be fetched. A flag that still waits for a recording keeps its reason and note until
     * {@code flagPeriod} after it was set.
     *
     * @param since those whose time came before this are not looked for
     * @return at most {@code limit} calls
     */
    Forgotten forget(Instant since, Instant now, Duration flagPeriod, int limit);

    /** The same of all whose time has come, since whenever; how many. */
    default int forget(Instant now, Duration flagPeriod, int limit) {
        return forget(Parameters.EARLIEST, now, flagPeriod, limit).calls();
    }

    /**
     * What was forgotten.
     *
     * @param calls how many
     * @param last when the time of the last of them had come; null when there is none
     */
    record Forgotten(int calls, Instant last) {}
}
