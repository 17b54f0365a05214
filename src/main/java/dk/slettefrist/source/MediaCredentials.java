package dk.slettefrist.source;

import static dk.slettefrist.source.SourceCheck.require;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import dk.slettefrist.platform.LiveFile;
import dk.slettefrist.platform.LiveFiles;

/**
 * By what a PBX knows who fetches: user and password, or a token. Either secret may stand in a file. One is enough there: what is refused while the PBX changes
 * its own is fetched a little later.
 */
final class MediaCredentials {

    /** RFC 6750 section 2.1, and whatever else a header can carry. */
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

    private MediaCredentials() {}

    /**
     * As the settings tell them.
     *
     * @return what counts whenever it is asked, as the header {@code Authorization} tells it (RFC 7617, RFC 6750); empty where nothing is told
     * @throws IllegalArgumentException when they do not go together, or a file cannot be read; the message says why
     */
    static Supplier<Optional<String>> told(String source, SourceSettings.Media media, LiveFiles files) {
        String prefix = "slettefrist.sources." + source + ".";
        Optional<Supplier<String>> password =
                secret(prefix, "media.password", media.password(), media.passwordFile(), files);
        Optional<Supplier<String>> bearer = secret(prefix, "media.bearer", media.bearer(), media.bearerFile(), files)
                .map(token -> () -> "Bearer " + token.get());
        require(
                media.user().isPresent() == password.isPresent(),
                "media.user and media.password, or media.password-file, go together");
        require(media.user().isEmpty() || bearer.isEmpty(), "media.bearer and media.user exclude each other");
        Optional<Supplier<String>> header = bearer.or(
                () -> password.map(secret -> () -> "Basic " + basic(media.user().orElseThrow(), secret.get())));
        return () -> header.map(Supplier::get);
    }

    private static Optional<Supplier<String>> secret(
            String prefix, String name, Optional<String> told, Optional<Path> path, LiveFiles files) {
        require(told.isEmpty() || path.isEmpty(), name + " and " + name + "-file exclude each other");
        return path.map(file -> live(files.read(prefix + name + "-file", file, text -> oneLine(name, text))))
                .or(() -> told.map(secret -> () -> secret));
    }

    private static Supplier<String> live(LiveFile<String> file) {
        return file::now;
    }

    private static String oneLine(String name, String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        require(
                lines.size() == 1
                        && !text.startsWith("\uFEFF")
                        && (!name.equals("media.bearer")
                                || TOKEN.matcher(lines.get(0)).matches()),
                name + "-file must have the secret in one line, and nothing else");
        return lines.get(0);
    }

    private static String basic(String user, String password) {
        return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
