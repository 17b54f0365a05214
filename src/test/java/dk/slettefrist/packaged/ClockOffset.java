package dk.slettefrist.packaged;

import java.util.Map;

/**
 * How far the clock of a process is off the machine's, by libfaketime. Only the time of day: what measures durations goes on as it does,
 * or the waits of the virtual machine would end at once.
 */
record ClockOffset(int seconds) {

    /** Names the library, {@code libfaketimeMT.so.1}. */
    static final String LIBRARY = "slettefrist.faketime";

    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                System.getProperty(LIBRARY),
                "FAKETIME",
                "%+ds".formatted(seconds),
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }
}
