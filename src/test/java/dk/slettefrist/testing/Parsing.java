package dk.slettefrist.testing;

import java.util.Optional;
import java.util.function.Supplier;

/** What a parser makes of anything: something, or nothing because it refuses as it says it does. Whatever else it throws is a fault, and passes. */
public final class Parsing {

    private Parsing() {}

    /** @param refusal what the parser throws when it refuses; what it gives as null is nothing too */
    public static <T> Optional<T> unless(Class<? extends RuntimeException> refusal, Supplier<T> parser) {
        try {
            return Optional.ofNullable(parser.get());
        } catch (RuntimeException e) {
            if (refusal.isInstance(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
