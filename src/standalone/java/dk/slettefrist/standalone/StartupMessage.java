package dk.slettefrist.standalone;

import org.eclipse.microprofile.config.Config;

/**
 * What the person at the console has to know once the service answers.
 *
 * @param unflagged how long a recording is kept that nobody saved, ISO-8601
 * @param flagged how long a saved one is kept, ISO-8601
 */
record StartupMessage(String address, String folder, String unflagged, String flagged) {

    static StartupMessage from(Config config) {
        String host = config.getValue("quarkus.http.host", String.class);
        String port = config.getOptionalValue("quarkus.http.port", String.class).orElse("8080");
        return new StartupMessage(
                "http://" + host + ":" + port,
                config.getValue("slettefrist.standalone.home", String.class),
                config.getOptionalValue("slettefrist.retention.unflagged", String.class)
                        .orElse("PT30M"),
                config.getOptionalValue("slettefrist.retention.flagged", String.class)
                        .orElse("P30D"));
    }

    String text() {
        return """

                Slettefrist answers at  %s  (API description: %s/q/openapi)
                Demo users:             pbx, operator, supervisor, auditor, dpo, admin; the password is the name;
                                        this machine only
                Kept:                   %s after the call, saved calls %s
                Data:                   %s
                To stop:                Ctrl-C
                """
                .formatted(address, address, unflagged, flagged, folder);
    }
}
