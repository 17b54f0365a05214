package dk.slettefrist.startup;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Type and bounds of a setting, in words. */
final class SettingType {

    private static final Map<Type, String> WORDS = Map.of(
            Duration.class, "duration",
            int.class, "number",
            Integer.class, "number",
            long.class, "number",
            boolean.class, "`true`, `false`",
            Boolean.class, "`true`, `false`",
            URI.class, "URL",
            Path.class, "file",
            ZoneId.class, "time zone",
            String.class, "text");

    private SettingType() {}

    static String of(Method setting) {
        return Stream.of(
                        words(setting.getGenericReturnType()),
                        bounds(setting),
                        bounds(setting.getAnnotatedReturnType()))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /** One that may change while the service runs: only {@code LiveFile} reads files, see {@code ArchitectureTest}. */
    static boolean isFile(Method setting) {
        return inner(setting.getGenericReturnType()).equals(Path.class);
    }

    private static String words(Type type) {
        Type inner = inner(type);
        if (inner instanceof ParameterizedType of) {
            return of.getRawType().equals(List.class) ? "list, by commas" : "text";
        }
        if (inner instanceof Class<?> named && named.isEnum()) {
            return Arrays.stream(named.getEnumConstants())
                    .map(value -> "`" + value.toString().toLowerCase(Locale.ROOT) + "`")
                    .collect(Collectors.joining(", "));
        }
        return Optional.ofNullable(WORDS.get(inner)).orElseThrow(() -> new AssertionError("no word for " + inner));
    }

    private static Type inner(Type type) {
        return type instanceof ParameterizedType of && of.getRawType().equals(Optional.class)
                ? of.getActualTypeArguments()[0]
                : type;
    }

    /** Those of a value that may be absent stand before its type. */
    private static String bounds(AnnotatedType type) {
        return type instanceof AnnotatedParameterizedType of
                ? bounds((AnnotatedElement) of.getAnnotatedActualTypeArguments()[0])
                : "";
    }

    private static String bounds(AnnotatedElement element) {
        Optional<String> least = Optional.ofNullable(element.getAnnotation(Min.class))
                .map(min -> number(min.value()))
                .or(() -> Optional.ofNullable(element.getAnnotation(DurationMin.class))
                        .map(min -> duration(min.days(), min.hours(), min.minutes(), min.seconds(), min.millis())));
        Optional<String> most = Optional.ofNullable(element.getAnnotation(Max.class))
                .map(max -> number(max.value()))
                .or(() -> Optional.ofNullable(element.getAnnotation(DurationMax.class))
                        .map(max -> duration(max.days(), max.hours(), max.minutes(), max.seconds(), max.millis())));
        return least.map(from -> most.map(to -> from + " to " + to).orElse("at least " + from))
                .or(() -> most.map(to -> "at most " + to))
                .orElse("");
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String duration(long days, long hours, long minutes, long seconds, long millis) {
        return "`"
                + Duration.ofDays(days)
                        .plusHours(hours)
                        .plusMinutes(minutes)
                        .plusSeconds(seconds)
                        .plusMillis(millis)
                + "`";
    }
}
