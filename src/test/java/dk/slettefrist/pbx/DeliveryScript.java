package dk.slettefrist.pbx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Our delivery script as Asterisk runs it, with folders of its own. */
final class DeliveryScript {

    private static final Path SCRIPT =
            Path.of("deploy/pbx/asterisk/slettefrist-deliver").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 60;
    private static final String KILLING_MV = String.join(
            "\n",
            "#!/bin/sh",
            "n=$(($(cat '%1$s/moves') + 1))",
            "echo $n >'%1$s/moves'",
            "if [ $n -eq %2$d ]; then",
            "  case $2 in",
            "    '%3$s'/*) head -c 20 \"$2\" >\"$3\" ;;",
            "  esac",
            "  kill -9 $PPID",
            "  exit 1",
            "fi",
            "PATH=${PATH#*:}",
            "exec mv \"$@\"");

    private final Path folder;
    private final Map<String, String> settings = new LinkedHashMap<>();

    DeliveryScript(Path folder, String url, String source, String secret) throws IOException {
        this.folder = folder;
        Files.createDirectories(monitor());
        set("URL", url);
        set("SOURCE", source);
        set("SECRET", secret);
        set("SPOOL", folder.resolve("spool").toString());
        set("MONITOR", monitor().toString());
        set("ATTEMPTS", "1");
        set("PAUSE", "1");
    }

    void set(String setting, String value) throws IOException {
        settings.put(setting, value);
        List<String> lines = new ArrayList<>();
        settings.forEach((name, text) -> lines.add(name + "='" + text + "'"));
        Files.write(configuration(), lines);
    }

    private Path configuration() {
        return folder.resolve("deliver.conf");
    }

    /** Where MixMonitor writes. */
    Path monitor() {
        return folder.resolve("monitor");
    }

    /** A file as MixMonitor leaves it. */
    Path recorded(String name, byte[] audio, Instant ended) throws IOException {
        Path file = Files.write(monitor().resolve(name), audio);
        Files.setLastModifiedTime(file, FileTime.from(ended));
        return file;
    }

    /** Begins a run. */
    Process begin(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", SCRIPT.toString()));
        command.addAll(List.of(arguments));
        return start(command);
    }

    /** Runs a command line as MixMonitor does, by a shell; {@code /usr/local/bin} in it is where the script lies. */
    int post(String commandLine) throws IOException, InterruptedException {
        return ended(start(List.of("/bin/sh", "-c", commandLine.replace("/usr/local/bin", "" + SCRIPT.getParent()))));
    }

    /** Kills the script at its nth {@code mv} from now on: before it, or amid the copy when the file comes from elsewhere. 0 is never. */
    void killAtMove(int n) throws IOException {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        Path mv = Files.writeString(tools.resolve("mv"), String.format(KILLING_MV, tools, n, monitor()));
        Files.writeString(tools.resolve("moves"), "0");
        assertThat(mv.toFile().setExecutable(true)).isTrue();
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("SLETTEFRIST_DELIVER_CONF", configuration().toString());
        builder.environment().compute("PATH", (name, path) -> folder.resolve("tools") + ":" + path);
        return builder.start();
    }

    /** Runs to its end and answers the exit status. */
    int run(String... arguments) throws IOException, InterruptedException {
        return ended(begin(arguments));
    }

    static int ended(Process process) throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the script does not end");
        }
        return process.exitValue();
    }

    /** What the last run said. */
    String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /** The recordings that are still anywhere on the PBX, by their paths. */
    List<String> left() {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.toString().endsWith(".wav"))
                    .map(path -> folder.relativize(path).toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
