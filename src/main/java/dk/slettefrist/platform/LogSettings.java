package dk.slettefrist.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;

/** The log. The framework reads these where {@code application.properties} refers to them. */
@ConfigMapping(prefix = "slettefrist.log")
public interface LogSettings {

    /**
     * One JSON object a line in the log: {@code timestamp}, {@code level}, {@code loggerName}, {@code message}, {@code threadName}, {@code exception},
     * and under {@code mdc} the keys of the message, such as {@code source}; other keys are never there. Otherwise text for people.
     */
    @WithConverter(TrueOrFalse.class)
    boolean json();
}
