package dk.slettefrist.source;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Environment variables that set sources. The framework passes over those that it cannot assign, and a PBX would be missing unseen. */
final class SourceVariables {

    private static final String PREFIX = "SLETTEFRIST_SOURCES_";

    private SourceVariables() {}

    /**
     * The first of these that belongs to none of the sources.
     *
     * @param variables names of all variables of the environment
     * @param sources names of the sources that are known
     */
    static Optional<String> stranger(Collection<String> variables, Collection<String> sources) {
        return variables.stream()
                .filter(variable -> variable.startsWith(PREFIX))
                .filter(variable -> sources.stream().noneMatch(source -> variable.startsWith(prefix(source))))
                .sorted()
                .findFirst();
    }

    private static String prefix(String source) {
        return PREFIX + source.replace('-', '_').toUpperCase(Locale.ROOT) + "_";
    }
}
