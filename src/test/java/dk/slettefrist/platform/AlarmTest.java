package dk.slettefrist.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

class AlarmTest {

    private final Alarm alarm = new Alarm();
    private final AtomicInteger said = new AtomicInteger();

    @Test
    void shouldBeSilentWhileNothingIsWrong() {
        alarm.set(false, said::incrementAndGet);

        assertThat(said).hasValue(0);
        assertThat(alarm.isOn()).isFalse();
        assertThat(alarm.lasting()).isZero();
    }

    @Test
    void shouldSayOnceWhatGoesOn() {
        alarm.set(true, said::incrementAndGet);
        alarm.set(true, said::incrementAndGet);

        assertThat(said).hasValue(1);
        assertThat(alarm.isOn()).isTrue();
        assertThat(alarm.lasting()).isGreaterThan(Duration.ZERO);
    }

    @Test
    void shouldSayAgainWhatComesBack() {
        alarm.set(true, said::incrementAndGet);
        alarm.set(false, said::incrementAndGet);
        alarm.set(true, said::incrementAndGet);

        assertThat(said).hasValue(2);
    }
}
