package dk.slettefrist.packaged;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import net.bytebuddy.ByteBuddy;

import dk.slettefrist.packaged.agent.HaltAgent;

/**
 * Halts a packaged service at a place of its code, by {@link HaltAgent}. While a thread stands there, the test kills what it likes. One
 * service at a time; the next one that starts takes its place.
 */
final class Halter implements AutoCloseable {

    private static final String AGENT = HaltAgent.class.getPackageName().replace('.', '/');

    private final ServerSocket server;
    private final Path agent;
    private KillPoint first;
    private PrintWriter service;
    private CompletableFuture<Void> armed = new CompletableFuture<>();
    private CompletableFuture<Void> reached = new CompletableFuture<>();

    private Halter(ServerSocket server, Path agent) {
        this.server = server;
        this.agent = agent;
    }

    static Halter open() {
        try {
            Halter halter = new Halter(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), agentJar());
            daemon(halter::accept);
            return halter;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives it to the service's virtual machine. */
    String jvmOption() {
        return "-javaagent:" + agent.toAbsolutePath() + "=" + server.getLocalPort();
    }

    /** The service that starts next halts there, even before it is ready. */
    synchronized void haltNextStartAt(KillPoint point) {
        first = point;
        armed = new CompletableFuture<>();
        reached = new CompletableFuture<>();
    }

    /** The first thread that comes there from now on halts; one that halts elsewhere goes on. */
    void haltAt(KillPoint point) {
        synchronized (this) {
            armed = new CompletableFuture<>();
            reached = new CompletableFuture<>();
            say(point.command());
        }
        if (!comes(armed, Duration.ofSeconds(30))) {
            throw new IllegalStateException("the service does not say that it will halt at " + point);
        }
    }

    /** Whether a thread has come to the place within that time. */
    boolean awaitReached(Duration atMost) {
        CompletableFuture<Void> current;
        synchronized (this) {
            current = reached;
        }
        return comes(current, atMost);
    }

    /** Lets the thread go on that stands there; nobody halts from now on. */
    synchronized void goOn() {
        say("go");
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void say(String line) {
        if (service != null) {
            service.println(line);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                greet(socket);
                daemon(() -> listen(socket));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private synchronized void greet(Socket socket) throws IOException {
        service = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
        for (KillPoint point : KillPoint.values()) {
            say("weave " + point.type() + " " + point.method());
        }
        if (first != null) {
            say(first.command());
            first = null;
        }
        say("start");
    }

    private void listen(Socket socket) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (this) {
                    (line.equals("armed") ? armed : reached).complete(null);
                }
            }
        } catch (IOException e) {
            // the service is gone
        }
    }

    private static boolean comes(CompletableFuture<Void> event, Duration atMost) {
        try {
            event.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "halter");
        thread.setDaemon(true);
        thread.start();
    }

    /** The agent's classes as they were compiled with the tests; Byte Buddy stays where it is. */
    private static Path agentJar() throws IOException {
        Path classes = location(HaltAgent.class).resolve(AGENT);
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(
                Attributes.Name.CLASS_PATH, location(ByteBuddy.class).toUri().toString());
        attributes.putValue("Premain-Class", HaltAgent.class.getName());
        Path jar = Files.createTempFile(Path.of("target"), "halt", ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file, manifest);
                var files = Files.list(classes)) {
            for (Path each : (Iterable<Path>) files::iterator) {
                entries.putNextEntry(new JarEntry(AGENT + "/" + each.getFileName()));
                Files.copy(each, entries);
            }
        }
        return jar;
    }

    private static Path location(Class<?> type) {
        return Path.of(java.net.URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }
}
