package dk.slettefrist.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dk.slettefrist.platform.StartupRefusedException;

class DataFolderTest {

    @TempDir
    private Path folder;

    @Test
    void shouldMakeTheFolder() {
        DataFolder data = DataFolder.open(folder.resolve("a/b").toString());

        assertThat(data.path()).isEmptyDirectory();
    }

    @Test
    void shouldDefaultToDataInTheWorkingDirectory() {
        assertThat(DataFolder.path(null)).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(DataFolder.path(" ")).isEqualTo(Path.of("data").toAbsolutePath());
    }

    @Test
    void shouldRefuseAFileInItsPlace() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> DataFolder.open(file.toString()))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessage("the data folder " + file + " cannot be used: " + file + " is a file");
    }

    @Test
    void shouldRefuseAFileOnTheWay() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> DataFolder.open(file.resolve("data").toString()))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageStartingWith("the data folder " + file.resolve("data") + " cannot be ");
    }

    @Test
    void shouldRefuseASecondLock() throws IOException {
        DataFolder data = DataFolder.open(folder.toString());
        try (FolderLock first = FolderLock.take(data)) {
            assertThat(first).isNotNull();

            assertThatThrownBy(() -> FolderLock.take(data))
                    .isInstanceOf(StartupRefusedException.class)
                    .hasMessage("the data folder " + folder + " is in use by the running Slettefrist with process id "
                            + ProcessHandle.current().pid());
        }
    }

    @Test
    void shouldLockAgainOnceReleased() {
        DataFolder data = DataFolder.open(folder.toString());
        FolderLock.take(data).close();

        FolderLock.take(data).close();

        assertThat(data.lock()).exists();
    }
}
