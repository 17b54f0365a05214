package dk.slettefrist.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.LiveFile;
import dk.slettefrist.platform.LiveFiles;

class FileTraceTest {

    @TempDir
    Path folder;

    private final LiveFiles files = new LiveFiles();
    private final List<String> written = new ArrayList<>();
    private final FileTrace trace = new FileTrace(files, this::write);
    private Path path;
    private LiveFile<String> file;
    private boolean away;

    @BeforeEach
    void read() throws IOException {
        path = Files.writeString(folder.resolve("secret"), "first");
        file = files.read("a.password-file", path, Function.identity());
    }

    @Test
    void shouldWriteAChangeOnceThoughNobodyUsesTheFile() throws IOException {
        // when
        trace.round();
        replace("second");
        trace.round();
        trace.round();

        // then
        assertThat(written).containsExactly("a.password-file " + path + "\nsecond");
    }

    @Test
    void shouldWriteWhatCountedForAMomentOnly() throws IOException {
        // when
        replace("second");
        file.now();
        replace("first");
        trace.round();

        // then
        assertThat(written)
                .containsExactly("a.password-file " + path + "\nsecond", "a.password-file " + path + "\nfirst");
    }

    @Test
    void shouldWriteInOrderOnceTheDatabaseIsBack() throws IOException {
        // given
        away = true;
        replace("second");
        trace.round();
        replace("third");
        trace.round();

        // when
        away = false;
        trace.round();

        // then
        assertThat(file.now()).isEqualTo("third");
        assertThat(written)
                .containsExactly("a.password-file " + path + "\nsecond", "a.password-file " + path + "\nthird");
    }

    @Test
    void shouldTellNoSecretByAccident() {
        assertThat(new LiveFiles.Change("a.password-file", "second")).hasToString("a.password-file");
    }

    private void write(LiveFiles.Change change) {
        if (away) {
            throw new DomainException.Unavailable("the database does not answer", null);
        }
        written.add(change.setting() + " " + change.state());
    }

    private void replace(String text) throws IOException {
        Path next = Files.writeString(folder.resolve("next"), text);
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
