package dk.slettefrist.storage.minio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.testing.S3ProxyServer;
import dk.slettefrist.testing.TestStorageSettings;

/** A body far larger than the heap of the process that uploads it. */
class UploadMemoryTest {

    private static final long LENGTH = 192L << 20;
    private static final String HEAP = "-Xmx32m";

    @Test
    void shouldUploadABodyLargerThanTheHeap(@TempDir Path folder) throws Exception {
        try (S3ProxyServer server = S3ProxyServer.onFolder(folder)) {
            Process uploader = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            HEAP,
                            "-cp",
                            System.getProperty("java.class.path"),
                            UploadMemoryTest.class.getName(),
                            server.endpoint().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                assertThat(uploader.waitFor(120, TimeUnit.SECONDS)).isTrue();
                assertThat(uploader.exitValue()).isZero();
            } finally {
                uploader.destroyForcibly();
            }
        }
    }

    /** The process that uploads: its exit status says whether the store acknowledged all bytes. */
    public static void main(String[] arguments) {
        try (MinioObjectStore store = new MinioObjectStore(
                TestStorageSettings.of(URI.create(arguments[0]), "memory"),
                TestStorageSettings.credentials(TestStorageSettings.of(URI.create(arguments[0]), "memory")))) {
            store.examine();
            long acknowledged = store.put(ObjectKey.random(), new Zeros(LENGTH), "audio/wav");
            System.exit(acknowledged == LENGTH ? 0 : 1);
        }
    }

    private static final class Zeros extends InputStream {

        private long left;

        private Zeros(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int count = (int) Math.min(length, left);
            left -= count;
            return count == 0 && length > 0 ? -1 : count;
        }
    }
}
