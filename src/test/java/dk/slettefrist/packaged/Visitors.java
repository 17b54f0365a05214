package dk.slettefrist.packaged;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;

/** People at browsers while something changes: some sign in again and again, others stay signed in. */
final class Visitors implements AutoCloseable {

    private static final int ENOUGH = 2;

    private final URI page;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<AtomicInteger> rounds = new CopyOnWriteArrayList<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    Visitors(PackagedService service) {
        this.page = service.uri("/session");
    }

    /** From now on, one person for each: Keycloak locks out who signs in several times at once. */
    void signInAgainAndAgain(String person) {
        begin(() -> shown(signIn(new Visitor(), person), person));
    }

    /** From now on; a round ends when the provider gave new tokens, which the cookie has. */
    void stay(String person) {
        Visitor visitor = new Visitor();
        shown(signIn(visitor, person), person);
        begin(() -> {
            String before = visitor.cookies(page);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                shown(visitor.get(page), person);
                return !visitor.cookies(page).equals(before);
            });
        });
    }

    private void begin(Runnable round) {
        AtomicInteger done = new AtomicInteger();
        rounds.add(done);
        threads.execute(() -> {
            while (!over) {
                try {
                    round.run();
                } catch (RuntimeException e) {
                    failures.add(e.toString());
                }
                done.incrementAndGet();
            }
        });
    }

    private HttpResponse<String> signIn(Visitor visitor, String person) {
        HttpResponse<String> form = visitor.follow(visitor.get(page));
        return visitor.follow(visitor.signIn(form, person, Keycloak.PASSWORD));
    }

    /** Whoever is led away to the provider was signed out. */
    private void shown(HttpResponse<String> answer, String person) {
        if (answer.statusCode() != 200
                || !answer.uri().equals(page)
                || !answer.body().contains(person)) {
            failures.add(person + ": " + answer.statusCode() + " " + answer.uri());
        }
    }

    /** Each of them, so that nothing is under way that began before. */
    void untilMore() {
        List<Integer> before = rounds.stream().map(AtomicInteger::get).toList();
        Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> {
            for (int i = 0; i < before.size(); i++) {
                if (rounds.get(i).get() < before.get(i) + ENOUGH) {
                    return false;
                }
            }
            return true;
        });
    }

    /** What went wrong so far. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** They stop. */
    @Override
    public void close() {
        over = true;
        threads.shutdown();
        try {
            threads.awaitTermination(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
