package dk.slettefrist.source;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.jboss.logging.Logger;

/** A source whose secrets may change while the service runs: where they stand in a file, each use looks whether it is still the same one. */
final class LiveSource {

    private static final Logger LOG = Logger.getLogger(LiveSource.class);

    private final Optional<SecretsFile> file;
    private volatile Source source;
    private volatile SecretsFile.Stamp seen;

    /** @param file where the secrets of {@code source} were read just now; it is read again at the first use */
    LiveSource(Source source, Optional<SecretsFile> file) {
        this.source = source;
        this.file = file;
    }

    /** With the secrets that count now. What cannot be read, or would have stopped the start, changes nothing and is said once. */
    Source now() {
        file.ifPresent(this::look);
        return source;
    }

    private void look(SecretsFile secrets) {
        SecretsFile.Stamp stamp = stamp(secrets);
        if (stamp.equals(seen)) {
            return;
        }
        seen = stamp;
        try {
            List<String> read = SourceCheck.secrets(source.kind(), secrets.read());
            if (!read.equals(source.secrets())) {
                source = source.with(read);
                LOG.infof("The secrets of a PBX changed source=%s", source.name());
            }
        } catch (IllegalArgumentException e) {
            LOG.warnf(
                    "The secrets of a PBX stay as they were, mend its file source=%s: %s",
                    source.name(), e.getMessage());
        }
    }

    private static SecretsFile.Stamp stamp(SecretsFile secrets) {
        try {
            return secrets.stamp();
        } catch (IOException e) {
            return new SecretsFile.Stamp(null, 0, null);
        }
    }
}
