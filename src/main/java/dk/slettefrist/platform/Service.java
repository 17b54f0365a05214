package dk.slettefrist.platform;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;

/** The running service: begins when all ports listen, ends when the process is asked to. */
public final class Service implements QuarkusApplication {

    @Override
    public int run(String... args) {
        Surroundings.current().announce();
        Quarkus.waitForExit();
        return 0;
    }
}
