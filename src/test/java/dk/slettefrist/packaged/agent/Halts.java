package dk.slettefrist.packaged.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * The side of the service: the place at which the test wants it to halt, and the thread that came there and waits. The test speaks by
 * lines: {@code weave <class> <method>} and {@code start} at first, then {@code halt <occurrence> <before or after> <class.method> <pattern>}
 * and {@code go} as often as it likes. The answer to {@code halt} is {@code armed}, and {@code reached} when a thread has come there.
 */
public final class Halts {

    private record Place(String name, Pattern pattern, AtomicInteger toCome, CountDownLatch goOn) {}

    private static volatile Place wanted;
    private static PrintWriter test;

    private Halts() {}

    /** Answers the methods to weave, by their classes. What else the test says before {@code start} holds when this returns. */
    static Map<String, Set<String>> connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        test = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        Map<String, Set<String>> methods = new HashMap<>();
        for (String line = lines.readLine(); line != null && !line.equals("start"); line = lines.readLine()) {
            String[] words = line.split(" ");
            if (words[0].equals("weave")) {
                methods.computeIfAbsent(words[1], name -> new HashSet<>()).add(words[2]);
            } else {
                obey(line);
            }
        }
        Thread listener = new Thread(() -> listen(lines), "halts");
        listener.setDaemon(true);
        listener.start();
        return methods;
    }

    /** Called from the woven methods: waits when this is the place. */
    public static void reached(String name, Object[] arguments, Object result) {
        Place place = wanted;
        if (place != null && place.name().equals(name) && matches(place, arguments, result)) {
            if (place.toCome().decrementAndGet() == 0) {
                test.println("reached");
                await(place.goOn());
            }
        }
    }

    private static boolean matches(Place place, Object[] arguments, Object result) {
        String text = Thread.currentThread().getName() + " " + Arrays.toString(arguments) + " -> " + result;
        return place.pattern().matcher(text).find();
    }

    /** Nothing of the service wakes it: an interruption by a time-out would let it do what comes after the place. */
    private static void await(CountDownLatch goOn) {
        boolean interrupted = false;
        boolean waiting = true;
        while (waiting) {
            try {
                goOn.await();
                waiting = false;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void listen(BufferedReader lines) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                obey(line);
            }
        } catch (IOException e) {
            // the test is gone
        }
        // Nobody is left who would end this process.
        Runtime.getRuntime().halt(1);
    }

    private static void obey(String line) {
        letGo();
        if (line.startsWith("halt ")) {
            String[] words = line.split(" ", 5);
            wanted = new Place(
                    words[2] + " " + words[3],
                    Pattern.compile(words[4]),
                    new AtomicInteger(Integer.parseInt(words[1])),
                    new CountDownLatch(1));
            test.println("armed");
        }
    }

    private static void letGo() {
        Place before = wanted;
        wanted = null;
        if (before != null) {
            before.goOn().countDown();
        }
    }
}
