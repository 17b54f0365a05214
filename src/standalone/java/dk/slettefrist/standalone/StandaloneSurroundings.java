package dk.slettefrist.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.eclipse.microprofile.config.ConfigProvider;

import dk.slettefrist.platform.Surroundings;

/** The standalone mode: brings its own database and object store in one data folder. */
public final class StandaloneSurroundings implements Surroundings {
    /** Kept beyond a reload of the development mode, which loads every class anew. */
    private static final String STARTED = "slettefrist.standalone.home";

    private EmbeddedServers servers;

    @Override
    public void start() {
        if (System.getProperty(STARTED) != null) {
            return;
        }
        EarlyLog.quiet();
        ParentWatch.begin();
        DataFolder folder = DataFolder.open(System.getenv("SLETTEFRIST_HOME"));
        servers = EmbeddedServers.start(folder, address());
        servers.properties().forEach(System::setProperty);
        System.setProperty(STARTED, folder.path().toString());
    }

    @Override
    public void announce() {
        System.out.println(StartupMessage.from(ConfigProvider.getConfig()).text());
    }

    @Override
    public void close() {
        if (servers != null) {
            servers.close();
            servers = null;
        }
    }

    /** Read before the service's own configuration exists, from the same places. */
    private static HttpAddress address() {
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder().addDefaultInterceptors().addDefaultSources();
        var properties = StandaloneSurroundings.class.getClassLoader().getResource("application.properties");
        try {
            if (properties != null) {
                builder.withSources(new PropertiesConfigSource(properties, 250));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SmallRyeConfig config = builder.build();
        return new HttpAddress(
                config.getOptionalValue("quarkus.http.host", String.class).orElse("127.0.0.1"),
                config.getOptionalValue("quarkus.http.port", Integer.class).orElse(8080));
    }
}
