package dk.slettefrist.web;

import java.time.Duration;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.TimeMeter;

/**
 * Who may ask how often. Nobody is refused for what others behind his address did once he has proven himself: a PBX by its secret, which is looked
 * at before all else, or by a message that was its; a user by a password that was right before.
 */
@ApplicationScoped
class Limits {

    private static final int BURST_SECONDS = 10;
    private static final Duration STAYS_PROVEN = Duration.ofHours(1);

    private final Buckets addresses;
    private final Buckets sources;
    private final Buckets proofs;
    private final ProvenOnes known;
    private final Cache<String, Boolean> senders;

    @Inject
    Limits(LimitSettings settings) {
        this(settings, TimeMeter.SYSTEM_NANOTIME);
    }

    Limits(LimitSettings settings, TimeMeter time) {
        Duration second = Duration.ofSeconds(1);
        int most = settings.remembered();
        int address = settings.addressRequests();
        int source = settings.sourceRequests();
        int failed = settings.failedProofs();
        this.addresses = new Buckets((long) address * BURST_SECONDS, address, second, most, time);
        this.sources = new Buckets((long) source * BURST_SECONDS, source, second, most, time);
        this.proofs = new Buckets(failed, failed, Duration.ofMinutes(1), most, time);
        this.known = new ProvenOnes(most);
        this.senders = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(STAYS_PROVEN)
                .build();
    }

    /** Takes what a request costs. Empty when it may go on; else why not, and how long it has to wait. */
    Optional<Refusal> admit(Asker asker) {
        if (asker.source() != null) {
            return refusal("source", sources.take(asker.source()));
        }
        if (asker.webhook() != null) {
            return admitMessage(asker);
        }
        Optional<ProvenOnes.One> one = asker.password() == null ? Optional.empty() : known.find(asker.password());
        if (one.isPresent()) {
            return one.get().pbx()
                    ? refusal("source", sources.take(one.get().bucket()))
                    : refusal("address", addresses.take("user " + one.get().bucket()));
        }
        Optional<Refusal> refused = refusal("address", addresses.take(asker.address()));
        return refused.isPresent() || !asker.guesses() ? refused : refusal("proof", proofs.take(asker.address()));
    }

    /** A message is read before it can prove whose it is. Only one that is proven costs its source anything: no stranger can use that up. */
    private Optional<Refusal> admitMessage(Asker asker) {
        Optional<Refusal> refused = refusal("source", sources.look(asker.webhook()));
        return refused.isPresent() || senders.getIfPresent(asker.sender()) != null
                ? refused
                : refusal("address", addresses.take(asker.sender()));
    }

    /** A message was the source's. */
    void provenByMessage(Asker asker) {
        senders.put(asker.sender(), true);
        sources.take(asker.webhook());
    }

    /** What was taken for a guess was none. */
    void noGuess(Asker asker) {
        proofs.giveBack(asker.address());
    }

    /** Of somebody whose password was right. */
    void provenByPassword(Asker asker, String name, boolean pbx) {
        known.remember(asker.password(), name, pbx);
    }

    /** A password was wrong, whatever it was before. */
    void disproven(Asker asker) {
        known.forget(asker.password());
    }

    private static Optional<Refusal> refusal(String limit, Optional<Duration> wait) {
        return wait.map(time -> new Refusal(limit, time));
    }

    /**
     * Why a request has to wait.
     *
     * @param limit {@code address}, {@code source} or {@code proof}
     * @param pause until the next one may pass
     */
    record Refusal(String limit, Duration pause) {

        /** In whole seconds, as {@code Retry-After} takes it; at least one. */
        long seconds() {
            return pause.toSeconds() + 1;
        }
    }

    /**
     * Who asks, as far as the head of a request tells.
     *
     * @param address of the client
     * @param source whose secret the head holds, or null
     * @param webhook at whose webhook it is, or null
     * @param password the header with name and password, or null
     * @param guesses whether it holds something that somebody could have guessed
     */
    record Asker(String address, String source, String webhook, String password, boolean guesses) {

        /** The address, for this source's messages alone: strangers elsewhere use nothing of it up. */
        String sender() {
            return address + " " + webhook;
        }
    }
}
