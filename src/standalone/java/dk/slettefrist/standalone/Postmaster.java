package dk.slettefrist.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The PostgreSQL process that a data directory says it is used by. Only to be asked while the folder's lock is held. */
final class Postmaster {
    private static final int PATIENCE_SECONDS = 5;

    private final Path directory;
    private final Path pidFile;

    Postmaster(Path directory) {
        this.directory = directory;
        this.pidFile = directory.resolve("postmaster.pid");
    }

    /** Ends a PostgreSQL that outlived its service, and removes the trace of one that did not. */
    void stop() {
        running().ifPresent(Postmaster::end);
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<ProcessHandle> running() {
        try {
            return Files.exists(pidFile) ? running(Files.readAllLines(pidFile)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<ProcessHandle> running(List<String> lines) {
        return lines.stream()
                .findFirst()
                .filter(line -> line.matches("\\d+"))
                .flatMap(line -> ProcessHandle.of(Long.parseLong(line)))
                .filter(ProcessHandle::isAlive)
                .filter(this::servesDirectory);
    }

    /** Process ids are reused: a stranger by the same id is left alone. */
    private boolean servesDirectory(ProcessHandle process) {
        boolean postgres = process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(false);
        return postgres
                && process.info()
                        .arguments()
                        .map(arguments -> Arrays.asList(arguments).contains(directory.toString()))
                        .orElse(true);
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        if (!awaitExit(process)) {
            process.destroyForcibly();
            awaitExit(process);
        }
    }

    /** Whether the process ended. The wait is bounded: without an init process, a dead one is never taken off the list. */
    static boolean awaitExit(ProcessHandle process) {
        return process.onExit()
                .thenApply(ended -> true)
                .completeOnTimeout(false, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
