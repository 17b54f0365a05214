package dk.slettefrist.identity;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.common.OidcEndpoint;
import io.quarkus.oidc.common.OidcRequestContextProperties;
import io.quarkus.oidc.common.OidcRequestFilter;
import io.smallrye.mutiny.Uni;

import dk.slettefrist.platform.LiveFile;
import dk.slettefrist.platform.LiveFiles;
import dk.slettefrist.platform.StartupRefusedException;

/**
 * Proves at the provider who asks, where the secret stands in a file ({@code slettefrist.oidc.client-secret-file}), so that another one counts without a
 * restart. A client has one secret at a time, so while it is being changed nobody can know which: then the file has the new one and below it the old one. The old one goes
 * first: once that is refused, the new one counts.
 */
@ApplicationScoped
@Unremovable
@OidcEndpoint({
    OidcEndpoint.Type.TOKEN,
    OidcEndpoint.Type.TOKEN_REVOCATION,
    OidcEndpoint.Type.PUSHED_AUTHORIZATION_REQUEST
})
class ClientSecretFilter implements OidcRequestFilter {

    private static final String SETTING = "slettefrist.oidc.client-secret-file";
    private static final String AGAIN = "slettefrist.again";
    private static final int MOST = 2;
    private static final int LONGEST = 1024;

    private final String clientId;
    private final Optional<LiveFile<List<String>>> file;

    ClientSecretFilter(OidcSettings settings, LiveFiles files) {
        this.clientId = settings.clientId();
        this.file =
                settings.clientSecretFile().filter(named -> settings.enabled()).map(named -> read(named, files));
    }

    private static LiveFile<List<String>> read(Path path, LiveFiles files) {
        try {
            return files.read(SETTING, path, ClientSecretFilter::secrets);
        } catch (IllegalArgumentException e) {
            throw new StartupRefusedException(SETTING + ": " + e.getMessage(), e);
        }
    }

    static List<String> secrets(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        if (lines.isEmpty()
                || lines.size() > MOST
                || text.startsWith("\uFEFF")
                || lines.stream()
                        .anyMatch(line -> line.length() < OidcCheck.SHORTEST_SECRET || line.length() > LONGEST)) {
            throw new IllegalArgumentException(
                    "client-secret-file must have one secret, or the new one and below it the old one, of "
                            + OidcCheck.SHORTEST_SECRET + " to " + LONGEST + " characters each, and nothing else");
        }
        return lines;
    }

    /** Done when it is called, and not when the result is used: the framework does that again when a connection breaks. */
    @Override
    public Uni<Void> filter(OidcRequestFilterContext context) {
        header(context.contextProperties())
                .ifPresent(header -> context.request().putHeader("Authorization", header));
        return Uni.createFrom().voidItem();
    }

    /** For the first time it is asked about a request, and for each further time; nothing where no file is named. */
    Optional<String> header(OidcRequestContextProperties request) {
        boolean isAgain = request.get(AGAIN) != null;
        request.put(AGAIN, true);
        return file.map(LiveFile::now).map(secrets -> basic(clientId, secrets.get(isAgain ? 0 : secrets.size() - 1)));
    }

    /** RFC 6749 section 2.3.1: both encoded as in a form, which the framework leaves out. */
    static String basic(String clientId, String secret) {
        String both = encoded(clientId) + ":" + encoded(secret);
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        // Both forms of the tilde mean the same; as it is it suits a provider that decodes nothing, too.
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%7E", "~");
    }
}
