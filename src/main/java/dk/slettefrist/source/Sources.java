package dk.slettefrist.source;

import java.security.Principal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.LiveFiles;
import dk.slettefrist.platform.StartupRefusedException;

/** The configured PBXs. Checked at start: a bad entry stops it with one line that names the setting. */
@ApplicationScoped
public class Sources {

    private static final Logger LOG = Logger.getLogger(Sources.class);

    private final Map<String, LiveSource> byName = new TreeMap<>();

    Sources(SourceSettings settings, LiveFiles files) {
        settings.all().forEach((name, entry) -> byName.put(name, checked(name, entry, files)));
        refuseSharedCertificates();
        SourceVariables.stranger(System.getenv().keySet(), byName.keySet()).ifPresent(variable -> {
            throw new StartupRefusedException(
                    variable
                            + " belongs to no source; the kind of a source whose name has a dash must stand in application.properties");
        });
    }

    /** Before any job begins: a bad entry is then the only thing that is said. */
    void tell(@Observes @Priority(-1000) StartupEvent event) {
        if (!byName.isEmpty()) {
            LOG.infof("Sources: %s", all().stream().map(Source::toString).collect(Collectors.joining(", ")));
        }
    }

    /** Empty when none of this name is configured. */
    public Optional<Source> find(String name) {
        return Optional.ofNullable(byName.get(name)).map(LiveSource::now);
    }

    /**
     * The source of an address of its own, asked by itself.
     *
     * @param name in the address
     * @param user who asks
     * @throws DomainException.NotProven when that is somebody else
     */
    public Source own(String name, Principal user) {
        return find(name)
                .filter(source -> source.name().equals(user.getName()))
                .orElseThrow(() -> new DomainException.NotProven(
                        "This address is the source's own: user and password (HTTP Basic, the source's name and one of its secrets),"
                                + " Authorization: Bearer, token= in the URL or the client certificate must be its."));
    }

    /** The one that has this secret; empty when none has, or several: a token must say whose it is. */
    Optional<Source> knowing(String secret) {
        List<Source> knowing =
                all().stream().filter(source -> source.knows(secret)).toList();
        return knowing.size() == 1 ? Optional.of(knowing.get(0)) : Optional.empty();
    }

    /** The one whose certificate names this; no two have the same. */
    Optional<Source> certified(CertificateSubject subject) {
        return all().stream()
                .filter(source -> source.certificate().filter(subject::equals).isPresent())
                .findFirst();
    }

    /** Whether any may prove itself by a certificate. */
    boolean haveCertificates() {
        return all().stream().anyMatch(source -> source.certificate().isPresent());
    }

    /** In the order of their names. */
    public Collection<Source> all() {
        return byName.values().stream().map(LiveSource::now).toList();
    }

    private void refuseSharedCertificates() {
        Map<CertificateSubject, String> names = new HashMap<>();
        all().forEach(source -> source.certificate().ifPresent(subject -> {
            String other = names.put(subject, source.name());
            if (other != null) {
                throw new StartupRefusedException(
                        "slettefrist.sources." + source.name() + ": certificate-subject is also that of " + other
                                + "; a certificate can be one source's only");
            }
        }));
    }

    private static LiveSource checked(String name, SourceSettings.Entry entry, LiveFiles files) {
        try {
            return LiveSource.of(name, entry, files);
        } catch (IllegalArgumentException e) {
            throw new StartupRefusedException("slettefrist.sources." + name + ": " + e.getMessage(), e);
        }
    }
}
