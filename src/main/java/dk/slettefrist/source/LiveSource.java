package dk.slettefrist.source;

import java.util.List;
import java.util.Optional;

import dk.slettefrist.platform.LiveFile;
import dk.slettefrist.platform.LiveFiles;

/** A source whose secrets may change while the service runs, where they stand in a file. */
final class LiveSource {

    private final Source source;
    private final Optional<LiveFile<List<String>>> secrets;

    private LiveSource(Source source, Optional<LiveFile<List<String>>> secrets) {
        this.source = source;
        this.secrets = secrets;
    }

    /** @throws IllegalArgumentException when the settings of the source, or its file, must stop the start; the message says why */
    static LiveSource of(String name, SourceSettings.Entry entry, LiveFiles files) {
        SourceKind kind = SourceKind.of(entry.kind());
        Optional<LiveFile<List<String>>> file = entry.secretsFile()
                .map(path -> files.read(
                        "slettefrist.sources." + name + ".secrets-file",
                        path,
                        text -> SecretCheck.check(kind, SecretsFile.secrets(text))));
        return new LiveSource(SourceCheck.check(name, entry, file.map(LiveFile::now), files), file);
    }

    /** With the secrets that count now. What cannot be read, or would have stopped the start, changes nothing. */
    Source now() {
        return secrets.map(file -> source.with(file.now())).orElse(source);
    }
}
