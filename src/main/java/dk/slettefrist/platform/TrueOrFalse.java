package dk.slettefrist.platform;

import org.eclipse.microprofile.config.spi.Converter;

/** Only {@code true} and {@code false}: other converters take any word that they do not know for false, and a copy would stay at a carrier. */
public final class TrueOrFalse implements Converter<Boolean> {

    private static final long serialVersionUID = 1L;

    public TrueOrFalse() {}

    @Override
    public Boolean convert(String text) {
        return switch (text.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' must be true or false");
        };
    }
}
