package dk.slettefrist.platform;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service, in the cluster and standalone alike. */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String... args) {
        Surroundings surroundings = Surroundings.current();
        if (LaunchMode.current().isDevOrTest()) {
            // The development mode stops and starts the service within one process and ends that process itself.
            surroundings.start();
            Quarkus.run(Service.class, args);
        } else {
            new Launch(surroundings).run(args);
        }
    }
}
