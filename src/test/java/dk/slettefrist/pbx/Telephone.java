package dk.slettefrist.pbx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

import dk.slettefrist.testing.FreePort;

/** A SIP telephone: baresip, which speaks a WAV file, answers at once, and records what it hears and says. */
final class Telephone implements AutoCloseable {

    /** Where Debian's package puts them. */
    private static final Path MODULES = Path.of("/usr/lib/baresip/modules");

    private final String name;
    private final Path folder;
    private final int port;
    private Process process;

    /**
     * @param speech 8 kHz, one channel
     * @param recordings where it records, or null
     */
    Telephone(String name, Path folder, Path speech, Path recordings) throws IOException {
        this.name = name;
        this.folder = Files.createDirectories(folder);
        this.port = FreePort.next();
        List<String> lines = new ArrayList<>(List.of(
                "module_path " + MODULES,
                "sip_listen 127.0.0.1:" + port,
                "audio_source aufile," + speech.toAbsolutePath(),
                "audio_player aubridge," + name,
                "audio_alert aubridge," + name,
                "module g711.so",
                "module aufile.so",
                "module aubridge.so",
                "module_tmp uuid.so",
                "module_tmp account.so",
                "module_app menu.so"));
        if (recordings != null) {
            lines.add("module sndfile.so");
            lines.add("snd_path " + recordings.toAbsolutePath());
        }
        Files.write(folder.resolve("config"), lines);
        Files.write(
                folder.resolve("accounts"), List.of("<" + address() + ">;regint=0;answermode=auto;audio_codecs=pcma"));
        Files.createFile(folder.resolve("contacts"));
    }

    String address() {
        return "sip:" + name + "@127.0.0.1:" + port;
    }

    /** Waits for calls. */
    void turnOn() throws IOException {
        start();
        Awaitility.await(name + " is ready").atMost(30, TimeUnit.SECONDS).until(() -> says("baresip is ready"));
    }

    /**
     * Calls another, and hangs up when that time has passed.
     *
     * @throws IllegalStateException if the other did not take the call
     */
    void call(Telephone other, int seconds) throws IOException, InterruptedException {
        start("-e", "/dial " + other.address(), "-t", String.valueOf(seconds));
        if (!process.waitFor(seconds + 30L, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the call does not end: " + log());
        }
        if (!says("Call established")) {
            throw new IllegalStateException(
                    "no call: " + log() + System.lineSeparator() + "and the other: " + other.log());
        }
    }

    /** Whether its log has that text. */
    boolean says(String text) throws IOException {
        return log().contains(text);
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /** Its output line by line: into a file it would come in large pieces. */
    private void start(String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "stdbuf", "-oL", "baresip", "-f", folder.toAbsolutePath().toString()));
        command.addAll(List.of(more));
        process = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
