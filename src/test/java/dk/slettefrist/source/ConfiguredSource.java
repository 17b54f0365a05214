package dk.slettefrist.source;

import java.util.HashMap;
import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.eclipse.microprofile.config.spi.ConfigSource;

import dk.slettefrist.platform.LiveFiles;

/** A source as the settings make it, checked like at the start, without a service. */
public final class ConfiguredSource {

    private ConfiguredSource() {}

    /** @param entry what stands behind {@code slettefrist.sources.<name>.} */
    public static Source of(String name, Map<String, String> entry) {
        Map<String, String> settings = new HashMap<>();
        entry.forEach((key, value) -> settings.put("slettefrist.sources." + name + "." + key, value));
        return from(new PropertiesConfigSource(settings, "test", 100), name);
    }

    static Source from(ConfigSource settings, String name) {
        SourceSettings mapped = new SmallRyeConfigBuilder()
                .withSources(settings)
                .withMapping(SourceSettings.class)
                .build()
                .getConfigMapping(SourceSettings.class);
        return new Sources(mapped, new LiveFiles()).find(name).orElseThrow();
    }
}
