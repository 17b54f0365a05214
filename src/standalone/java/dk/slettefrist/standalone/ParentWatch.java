package dk.slettefrist.standalone;

/** Ends the service with the Maven that runs it: Maven does not end its children when it is ended itself. */
final class ParentWatch {
    private static final String WANTED = "slettefrist.standalone.ends-with-parent";

    private ParentWatch() {}

    static void begin() {
        if (Boolean.getBoolean(WANTED)) {
            ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
        }
    }
}
