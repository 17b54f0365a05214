package dk.slettefrist.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveFileTest {

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void write() throws IOException {
        path = Files.writeString(folder.resolve("secret"), "first");
    }

    @Test
    void shouldSayWhatStandsThereNow() throws IOException {
        // given
        LiveFile<String> file = new LiveFiles().read("a.password-file", path, Function.identity());
        String before = file.now();
        // when
        replace("second");
        // then
        assertThat(before).isEqualTo("first");
        assertThat(file.now()).isEqualTo("second");
    }

    @Test
    void shouldReadOnlyWhatChanged() throws IOException {
        // given
        AtomicInteger readings = new AtomicInteger();
        LiveFile<String> file = new LiveFile<>(
                "a.password-file",
                path,
                Function.identity(),
                from -> {
                    readings.incrementAndGet();
                    return Files.readString(from);
                },
                state -> {});
        // when
        file.now();
        file.now();
        replace("second");
        file.now();
        file.now();
        // then
        assertThat(readings).hasValue(2);
    }

    @Test
    void shouldReadAgainWhatCouldNotBeReadOnce() throws IOException {
        // given
        AtomicBoolean fails = new AtomicBoolean();
        LiveFile<String> file = new LiveFile<>(
                "a.password-file",
                path,
                Function.identity(),
                from -> {
                    if (fails.get()) {
                        throw new IOException("input/output error");
                    }
                    return Files.readString(from);
                },
                state -> {});
        // when
        replace("second");
        fails.set(true);
        String whileUnreadable = file.now();
        fails.set(false);
        // then
        assertThat(whileUnreadable).isEqualTo("first");
        assertThat(file.now()).isEqualTo("second");
    }

    @Test
    void shouldNotLetAnOlderReadingReplaceANewerOne() throws Exception {
        // given
        AtomicBoolean slow = new AtomicBoolean();
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        LiveFile<String> file = new LiveFile<>(
                "a.password-file",
                path,
                Function.identity(),
                from -> {
                    String text = Files.readString(from);
                    if (slow.getAndSet(false)) {
                        read.countDown();
                        awaitQuietly(goesOn);
                    }
                    return text;
                },
                state -> {});
        replace("second");
        slow.set(true);
        // when
        Thread older = new Thread(file::now);
        older.start();
        read.await();
        replace("third");
        Thread newer = new Thread(file::now);
        newer.start();
        await().until(() -> newer.getState() == Thread.State.BLOCKED || newer.getState() == Thread.State.TERMINATED);
        goesOn.countDown();
        older.join();
        newer.join();
        // then
        assertThat(file.now()).isEqualTo("third");
    }

    @Test
    void shouldKeepWhatCountedWhenTheNextCannotCount() throws IOException {
        // given
        LiveFile<Integer> file = new LiveFiles().read("a.number-file", number("1"), Integer::valueOf);
        // when
        replace("one");
        int whileBad = file.now();
        Files.delete(path);
        int whileGone = file.now();
        replace("2");
        // then
        assertThat(whileBad).isEqualTo(1);
        assertThat(whileGone).isEqualTo(1);
        assertThat(file.now()).isEqualTo(2);
    }

    @Test
    void shouldSayWhyItCannotBeReadAtTheStart() {
        Path nowhere = folder.resolve("nowhere");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LiveFiles().read("a.password-file", nowhere, Function.identity()))
                .withMessage("password-file does not exist: " + nowhere);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LiveFiles().read("a.password-file", folder, Function.identity()))
                .withMessage("password-file cannot be read: " + folder);
    }

    @Test
    void shouldTakeNoFileOfSomethingElse() throws IOException {
        Files.write(path, new byte[] {(byte) 0xc3, (byte) 0x28});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LiveFiles().read("a.password-file", path, Function.identity()))
                .withMessageContaining("no text");
        Files.write(path, new byte[20_000]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LiveFiles().read("a.password-file", path, Function.identity()))
                .withMessageContaining("longer");
    }

    private Path number(String text) throws IOException {
        return Files.writeString(path, text);
    }

    private void replace(String text) throws IOException {
        Path next = Files.writeString(folder.resolve("next"), text);
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
