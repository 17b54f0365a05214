package dk.slettefrist.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.github.bucket4j.TimeMeter;
import org.junit.jupiter.api.Test;

import dk.slettefrist.web.Limits.Asker;

/** Who may ask how often, with a clock that stands still until it is moved. */
class LimitsTest {

    private static final int REQUESTS = 5;
    private static final int BURST = 10 * REQUESTS;
    private static final int SOURCE_REQUESTS = 20;
    private static final int SOURCE_BURST = 10 * SOURCE_REQUESTS;
    private static final int PROOFS = 6;
    private static final String HERE = "192.0.2.1";

    private final AtomicLong nanos = new AtomicLong();
    private final Limits limits = new Limits(new Settings(), new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });

    @Test
    void shouldLetABurstPassAndThenWhatTheRateAllows() {
        // when
        int burst = admitted(nobody(HERE), 2 * BURST);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        int later = admitted(nobody(HERE), 2 * BURST);

        // then
        assertThat(burst).isEqualTo(BURST);
        assertThat(later).isEqualTo(REQUESTS);
    }

    @Test
    void shouldSayWhenItIsWorthAnotherTry() {
        // given
        admitted(guess(HERE), PROOFS);

        // when
        Limits.Refusal refusal = limits.admit(guess(HERE)).orElseThrow();

        // then
        assertThat(refusal.limit()).isEqualTo("proof");
        assertThat(refusal.seconds()).isEqualTo(60 / PROOFS + 1);
        nanos.addAndGet(Duration.ofSeconds(refusal.seconds()).toNanos());
        assertThat(limits.admit(guess(HERE))).isEmpty();
    }

    @Test
    void shouldNotCountForOtherAddresses() {
        // given
        admitted(guess(HERE), 2 * BURST);

        // when
        int elsewhere = admitted(guess("192.0.2.2"), PROOFS);

        // then
        assertThat(elsewhere).isEqualTo(PROOFS);
    }

    @Test
    void shouldLetGuessesPassThatWereNone() {
        // when
        for (int i = 0; i < BURST; i++) {
            assertThat(limits.admit(guess(HERE))).isEmpty();
            limits.noGuess(guess(HERE));
        }

        // then
        assertThat(admitted(guess("192.0.2.2"), 2 * PROOFS)).isEqualTo(PROOFS);
    }

    @Test
    void shouldRefuseGuessesSentAtOnceBeforeAnyIsAnswered() {
        assertThat(admitted(guess(HERE), BURST)).isEqualTo(PROOFS);
    }

    @Test
    void shouldNotKeepOutASourceThatProvesItselfForWhatOthersDo() {
        // given
        admitted(guess(HERE), 2 * BURST);
        admitted(nobody(HERE), 2 * BURST);

        // when
        int admitted = admitted(source(HERE), 2 * SOURCE_BURST);

        // then
        assertThat(admitted).isEqualTo(SOURCE_BURST);
    }

    @Test
    void shouldCountASourceWhereverItComesFrom() {
        // given
        admitted(source(HERE), SOURCE_BURST);

        // when
        var elsewhere = limits.admit(source("192.0.2.2"));

        // then
        assertThat(elsewhere).map(Limits.Refusal::limit).contains("source");
    }

    @Test
    void shouldNotKeepOutWhoseMessageWasProvenForWhatOthersSend() {
        // given
        limits.provenByMessage(message(HERE));
        admitted(nobody(HERE), 2 * BURST);

        // when
        int forged = admitted(message(HERE), 100 * BURST);

        // then
        assertThat(forged).isEqualTo(100 * BURST);
    }

    @Test
    void shouldLimitMessagesFromWhereNoneWasProven() {
        // given
        limits.provenByMessage(message(HERE));

        // when
        int elsewhere = admitted(message("192.0.2.2"), 2 * BURST);

        // then
        assertThat(elsewhere).isEqualTo(BURST);
    }

    @Test
    void shouldLimitASourceByTheMessagesThatWereItsOwn() {
        // given
        for (int i = 0; i < SOURCE_BURST; i++) {
            limits.provenByMessage(message(HERE));
        }

        // when
        var next = limits.admit(message(HERE));

        // then
        assertThat(next).map(Limits.Refusal::limit).contains("source");
        assertThat(limits.admit(source(HERE))).isPresent();
    }

    @Test
    void shouldNotKeepOutWhosePasswordWasRightForWhatOthersDo() {
        // given
        limits.provenByPassword(password(HERE, "right"), "kim", false);
        admitted(guess(HERE), 2 * BURST);

        // when
        int known = admitted(password(HERE, "right"), 2 * BURST);
        int unknown = admitted(password(HERE, "wrong"), 1);

        // then
        assertThat(known).isEqualTo(BURST);
        assertThat(unknown).isZero();
    }

    @Test
    void shouldForgetAPasswordThatIsNotRightAnyMore() {
        // given
        limits.provenByPassword(password(HERE, "old"), "kim", false);
        admitted(guess(HERE), PROOFS);

        // when
        limits.disproven(password(HERE, "old"));

        // then
        assertThat(limits.admit(password(HERE, "old")))
                .map(Limits.Refusal::limit)
                .contains("proof");
    }

    @Test
    void shouldTreatAUserWhoIsAPbxAsASource() {
        // given
        limits.provenByPassword(password(HERE, "right"), "pbx-1", true);

        // when
        int admitted = admitted(password(HERE, "right"), 2 * SOURCE_BURST);

        // then
        assertThat(admitted).isEqualTo(SOURCE_BURST);
    }

    @Test
    void shouldRememberABoundedNumberOfClients() {
        // given
        Buckets buckets = new Buckets(1, 1, Duration.ofSeconds(1), 100, TimeMeter.SYSTEM_NANOTIME);

        // when
        for (int i = 0; i < 100_000; i++) {
            buckets.take("client " + i);
        }

        // then
        assertThat(buckets.size()).isLessThanOrEqualTo(100);
    }

    private int admitted(Asker asker, int times) {
        int admitted = 0;
        for (int i = 0; i < times; i++) {
            admitted += limits.admit(asker).isEmpty() ? 1 : 0;
        }
        return admitted;
    }

    private static Asker nobody(String address) {
        return new Asker(address, null, null, null, false);
    }

    private static Asker guess(String address) {
        return password(address, "guess");
    }

    private static Asker password(String address, String password) {
        return new Asker(address, null, null, password, true);
    }

    private static Asker source(String address) {
        return new Asker(address, "pbx-1", null, null, false);
    }

    private static Asker message(String address) {
        return new Asker(address, null, "pbx-1", null, false);
    }

    private static final class Settings implements LimitSettings {
        @Override
        public int addressRequests() {
            return REQUESTS;
        }

        @Override
        public int sourceRequests() {
            return SOURCE_REQUESTS;
        }

        @Override
        public int failedProofs() {
            return PROOFS;
        }

        @Override
        public int remembered() {
            return 1000;
        }
    }
}
