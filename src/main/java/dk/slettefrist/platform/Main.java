package dk.slettefrist.platform;

import io.quarkus.bootstrap.runner.RunnerClassLoader;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service, in the cluster and standalone alike. */
@QuarkusMain
public final class Main {

    Main() {}

    public static void main(String... args) {
        Surroundings surroundings = Surroundings.current();
        if (Main.class.getClassLoader() instanceof RunnerClassLoader) {
            new Launch(surroundings).run(args);
        } else {
            develop(surroundings, args);
        }
    }

    /** The development mode stops and starts the service within one process, which it ends itself; the surroundings stay throughout. */
    private static void develop(Surroundings surroundings, String... args) {
        Runtime.getRuntime().addShutdownHook(new Thread(surroundings::close, "close-surroundings"));
        surroundings.start();
        Quarkus.run(Service.class, args);
    }
}
