package dk.slettefrist.identity;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.config.Config;

import dk.slettefrist.platform.EmbeddedUsers;
import dk.slettefrist.platform.LiveFiles;
import dk.slettefrist.platform.StartupRefusedException;
import dk.slettefrist.source.Sources;

/** The users of the file {@code slettefrist.users.file}, as it is now: HTTP Basic with a name and one of its passwords. */
@ApplicationScoped
public class FileUsers implements IdentityProvider<UsernamePasswordAuthenticationRequest> {

    private static final String SETTING = "slettefrist.users.file";

    private final Supplier<Map<String, UsersFile.User>> users;

    FileUsers(UserSettings settings, Sources sources, Config config, LiveFiles files) {
        Set<String> embedded = EmbeddedUsers.of(config).keySet();
        try {
            this.users = settings.file()
                    .map(path -> files.read(
                            SETTING,
                            path,
                            text -> UsersFile.users(
                                    text,
                                    name -> embedded.contains(name)
                                            || sources.find(name).isPresent())))
                    .<Supplier<Map<String, UsersFile.User>>>map(file -> file::now)
                    .orElse(Map::of);
        } catch (IllegalArgumentException e) {
            throw new StartupRefusedException(SETTING + ": " + e.getMessage(), e);
        }
    }

    /** A bad file stops the start. */
    void begin(@Observes @Priority(-1000) StartupEvent event) {
        users.get();
    }

    /** Whether one has this name now. */
    public boolean have(String name) {
        return users.get().containsKey(name);
    }

    @Override
    public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
        return UsernamePasswordAuthenticationRequest.class;
    }

    /** After sources, and before the framework's own, which refuse whom they do not know. */
    @Override
    public int priority() {
        return SYSTEM_FIRST + SYSTEM_FIRST / 2;
    }

    /** Nothing when none has this name: others are asked then. */
    @Override
    public Uni<SecurityIdentity> authenticate(
            UsernamePasswordAuthenticationRequest request, AuthenticationRequestContext context) {
        String name = request.getUsername();
        UsersFile.User user = users.get().get(name);
        if (user == null) {
            return Uni.createFrom().nullItem();
        }
        return user.knows(new String(request.getPassword().getPassword()))
                ? Uni.createFrom()
                        .item(QuarkusSecurityIdentity.builder()
                                .setPrincipal(new QuarkusPrincipal(name))
                                .addRoles(user.roles())
                                .build())
                : Uni.createFrom().failure(new AuthenticationFailedException());
    }
}
