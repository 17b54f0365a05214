package dk.slettefrist.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** On what it ran: without it no figure means anything. */
final class Machine {

    private Machine() {}

    static Map<String, String> described() throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("processor", line("/proc/cpuinfo", "model name"));
        all.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        all.put("memory", line("/proc/meminfo", "MemTotal"));
        all.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        all.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        all.put(
                "options of the service",
                Service.MORE_OPTIONS.isEmpty() ? "none" : String.join(" ", Service.MORE_OPTIONS));
        all.put("quarkus", System.getProperty("bench.quarkus"));
        all.put("postgresql", System.getProperty("bench.postgresql"));
        all.put("file system", Files.getFileStore(Path.of("target")).type());
        all.put("load before", Files.readString(Path.of("/proc/loadavg")).strip());
        return all;
    }

    private static String line(String file, String name) throws IOException {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown");
        }
    }
}
