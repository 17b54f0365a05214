package dk.slettefrist.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.awaitility.Awaitility;

/** A real nginx, as {@code -Dslettefrist.nginx} names it. */
public final class Nginx implements AutoCloseable {

    private final Process process;

    private Nginx(Process process) {
        this.process = process;
    }

    /**
     * @param folder for its files
     * @param http what stands in the block {@code http}
     * @param answers whether it does already
     */
    public static Nginx start(Path folder, String http, BooleanSupplier answers) {
        try {
            Path settings = Files.writeString(
                    folder.resolve("nginx.conf"),
                    """
                    daemon off; pid %1$s/pid; worker_processes 1; user root;
                    events { worker_connections 64; }
                    http {
                      access_log off; client_body_temp_path %1$s/b; proxy_temp_path %1$s/p;
                      fastcgi_temp_path %1$s/f; uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s;
                      %2$s
                    }
                    """
                            .formatted(folder.toAbsolutePath(), http));
            Nginx nginx = new Nginx(new ProcessBuilder(
                            System.getProperty("slettefrist.nginx"), "-e", "stderr", "-c", settings.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start());
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> nginx.process.isAlive() && answers(answers));
            return nginx;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean answers(BooleanSupplier tried) {
        try {
            return tried.getAsBoolean();
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
