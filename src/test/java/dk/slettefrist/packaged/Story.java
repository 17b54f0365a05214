package dk.slettefrist.packaged;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

import dk.slettefrist.packaged.Caller.Answer;
import dk.slettefrist.testing.Sound;

/**
 * One call as PBX, operator and supervisor live through it, from its first event to its deadline and past it. It remembers what was
 * acknowledged, and says so when an answer contradicts that. Its lock is held while a request is not answered that would change the
 * deadline.
 */
final class Story implements Runnable {

    /** An answer is not what was acknowledged. */
    static final class Contradiction extends RuntimeException {

        Contradiction(String history) {
            super(history);
        }
    }

    /** What happens in it. */
    enum Plot {
        PLAIN,
        FLAGGED,
        UNFLAGGED,
        DAMAGED_FIRST,
        DELIVERED_TWICE,
        WITH_EVENTS,
        LARGE
    }

    private static final int SMALL = 2_000;
    /** Three parts. */
    private static final int THREE_PARTS = 11 * 1024 * 1024;

    private static final byte[] THREAT = "{\"reason\":\"THREAT\"}".getBytes(StandardCharsets.UTF_8);

    private final Caller caller;
    private final Periods periods;
    private final Plot plot;
    private final String callId;
    private final byte[] audio;
    private final Load load;
    private final StringBuilder history = new StringBuilder();

    private String path;
    private String id;
    private Instant retainFrom;
    private Instant deadline;

    /**
     * The periods of the service.
     *
     * @param unflagged the short one
     * @param flagged the long one
     */
    record Periods(Duration unflagged, Duration flagged) {}

    Story(Caller caller, Periods periods, Plot plot, String callId, Load load) {
        this.caller = caller;
        this.periods = periods;
        this.plot = plot;
        this.callId = callId;
        this.audio = Sound.wav(plot == Plot.LARGE ? THREE_PARTS : SMALL);
        this.load = load;
    }

    @Override
    public void run() {
        if (plot == Plot.WITH_EVENTS) {
            tell("call.started");
            tell("call.answered");
        }
        if (deliver()) {
            check();
            live();
            awaitDeadline();
            check();
        }
    }

    /** Asks for the audio: what comes must be what was acknowledged. */
    synchronized void check() {
        if (id == null) {
            return;
        }
        Answer answer = caller.ask("supervisor", "GET", "/api/v1/recordings/" + id + "/audio", null);
        boolean over = !answer.sentAt().isBefore(deadline);
        boolean living = answer.answeredAt().isBefore(deadline);
        if (over) {
            expect(answer.status() == 410, "past its deadline it is gone", answer);
        } else if (living) {
            expect(answer.status() == 200, "before its deadline it is there", answer);
            expect(Arrays.equals(audio, answer.body()), "its bytes are those that were delivered", answer);
        }
    }

    private void live() {
        switch (plot) {
            case FLAGGED -> {
                pauseFor(anyPartOf(periods.unflagged()));
                flag();
                check();
            }
            case UNFLAGGED -> {
                if (flag()) {
                    pauseFor(periods.unflagged().multipliedBy(3).dividedBy(2));
                    check();
                    unflag();
                    check();
                }
            }
            case WITH_EVENTS -> tell("call.ended");
            case DELIVERED_TWICE -> {
                deliverAgain();
                check();
            }
            default -> pauseFor(periods.unflagged().dividedBy(2));
        }
    }

    /** Whether it is stored; otherwise it came too late. */
    private synchronized boolean deliver() {
        Instant endedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        path = "/api/v1/calls/" + callId + "/recordings/r?startedAt=" + endedAt + "&endedAt=" + endedAt
                + "&caller=%2B4570123456";
        if (plot == Plot.DAMAGED_FIRST) {
            Answer damaged = caller.ask("pbx", "PUT", path, audio, "Content-Digest", digest(new byte[32]));
            if (!late(damaged, endedAt)) {
                expect(damaged.status() == 422, "a damaged recording is refused", damaged);
            }
        }
        Answer answer = caller.ask("pbx", "PUT", path, audio);
        if (late(answer, endedAt)) {
            return false;
        }
        expect(answer.status() == 201 || answer.status() == 200 && answer.tries() > 1, "it is stored", answer);
        Instant receivedAt = answer.instant("/receivedAt");
        retainFrom = receivedAt.isBefore(endedAt) ? receivedAt : endedAt;
        deadline = answer.instant("/expiresAt");
        expect(deadline.equals(retainFrom.plus(periods.unflagged())), "it has the short period", answer);
        id = answer.json().at("/id").asText();
        load.acknowledge(id, answer.tries());
        return true;
    }

    private synchronized void deliverAgain() {
        Answer again = caller.ask("pbx", "PUT", path, audio);
        expect(
                again.status() == 200 && id.equals(again.json().at("/id").asText()) || over(again),
                "a repeat is free",
                again);
        Answer other = caller.ask("pbx", "PUT", path, Sound.wav(SMALL));
        expect(other.status() == 409 || over(other), "other bytes are a conflict", other);
    }

    /** Whether it was in time. */
    private synchronized boolean flag() {
        Answer answer = caller.ask(
                "operator", "PUT", "/api/v1/calls/" + callId + "/flag", THREAT, "Content-Type", "application/json");
        if (over(answer)) {
            return false;
        }
        expect(answer.status() == 200, "a flag is binding or too late", answer);
        deadline = retainFrom.plus(periods.flagged());
        expect(deadline.equals(answer.instant("/recordings/0/expiresAt")), "it has the long period", answer);
        return true;
    }

    private synchronized void unflag() {
        Answer answer = caller.ask("operator", "DELETE", "/api/v1/calls/" + callId + "/flag", null);
        if (over(answer)) {
            return;
        }
        Instant shorter = retainFrom.plus(periods.unflagged());
        if (answer.status() == 410) {
            expect(answer.tries() > 1 && !answer.answeredAt().isBefore(shorter), "the first try was heard", answer);
        } else {
            expect(answer.status() == 200, "a flag is taken back", answer);
            expect(shorter.equals(answer.instant("/recordings/0/expiresAt")), "it has the short period again", answer);
        }
        deadline = shorter;
    }

    private void tell(String type) {
        String event = "{\"type\":\"" + type + "\",\"callId\":\"" + callId + "\",\"at\":\"" + Instant.now()
                + "\",\"operator\":\"201\",\"caller\":\"+4570123456\"}";
        Answer answer = caller.ask(
                "pbx",
                "POST",
                "/api/v1/calls/events",
                event.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/json");
        expect(answer.status() == 204, "an event is taken", answer);
    }

    private boolean late(Answer answer, Instant endedAt) {
        boolean late = answer.status() == 410;
        if (late) {
            expect(
                    !answer.answeredAt().isBefore(endedAt.plus(periods.unflagged())),
                    "only what is over is refused as late",
                    answer);
        }
        return late;
    }

    private boolean over(Answer answer) {
        return answer.status() == 410 && !answer.answeredAt().isBefore(deadline);
    }

    private void awaitDeadline() {
        Instant end;
        synchronized (this) {
            end = deadline;
        }
        pauseFor(Duration.between(Instant.now(), end));
    }

    private void expect(boolean holds, String what, Answer answer) {
        history.append("  ").append(what).append(": ").append(answer).append('\n');
        if (!holds) {
            throw new Contradiction(
                    plot + " " + callId + " " + id + ", deadline " + deadline + ", not so:\n" + history);
        }
    }

    private static Duration anyPartOf(Duration time) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(time.toMillis()));
    }

    private static void pauseFor(Duration time) {
        Caller.pause(Math.max(0, time.toMillis()));
    }

    private static String digest(byte[] sha256) {
        return "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":";
    }
}
