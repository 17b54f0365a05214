package dk.slettefrist.simulation;

import java.util.logging.Level;
import java.util.logging.Logger;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The service logs nothing: it would tell of thousands of faults. */
final class Silence implements BeforeAllCallback, AfterAllCallback {

    private final Logger service = Logger.getLogger("dk.slettefrist");
    private Level before;

    @Override
    public void beforeAll(ExtensionContext context) {
        before = service.getLevel();
        service.setLevel(Level.OFF);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        service.setLevel(before);
    }
}
