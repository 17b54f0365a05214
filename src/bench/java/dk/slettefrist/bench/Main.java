package dk.slettefrist.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/**
 * Runs the benchmarks, or those that {@code -Dbench=…} names (several by commas), and writes what they found to {@code target/bench}. Ends with 1
 * when one of them did something wrong or broke off; a goal that is missed is told, and is no failure.
 */
final class Main {

    private static final List<Benchmark> ALL = List.of(
            new StoreCeiling(),
            new UploadOverhead(),
            new PurgeBacklog(),
            new FlagLatency(),
            new PurgeLag(),
            new UploadMemory(),
            new Start(),
            new PurgeScale(),
            new PurgeDecay(),
            new ReportSpeed());

    private Main() {}

    public static void main(String... arguments) throws Exception {
        List<Benchmark> chosen = chosen(System.getProperty("bench", ""));
        Map<String, String> machine = Machine.described();
        Bench bench = new Bench(Scale.fromProperties());
        List<String> failures = new ArrayList<>();
        for (Benchmark benchmark : chosen) {
            Instant begun = Instant.now();
            bench.say(benchmark.name() + " begins");
            try {
                benchmark.run(bench);
            } catch (Exception e) {
                e.printStackTrace();
                failures.add(benchmark.name() + " broke off: " + e);
            }
            bench.say(benchmark.name() + " took "
                    + Duration.between(begun, Instant.now()).toSeconds() + " s");
        }
        failures.addAll(bench.violations());
        write(bench, machine, failures);
        System.exit(failures.isEmpty() ? 0 : 1);
    }

    private static List<Benchmark> chosen(String names) {
        if (names.isBlank()) {
            return ALL;
        }
        return List.of(names.split(",")).stream()
                .map(name -> ALL.stream()
                        .filter(benchmark -> benchmark.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no benchmark " + name + "; there are "
                                + ALL.stream().map(Benchmark::name).toList())))
                .toList();
    }

    private static void write(Bench bench, Map<String, String> machine, List<String> failures) throws Exception {
        Path folder = Files.createDirectories(Path.of("target", "bench"));
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(
                        folder.resolve("results.json").toFile(),
                        bench.figures().stream().map(Main::json).toList());
        StringBuilder page = new StringBuilder();
        page.append(bench.scale().full() ? "Full" : "Quick").append(" settings\n\n");
        machine.forEach((name, value) ->
                page.append("- ").append(name).append(": ").append(value).append('\n'));
        page.append('\n').append(Table.of(bench.figures()));
        failures.forEach(failure -> page.append("\nWRONG: ").append(failure).append('\n'));
        Files.writeString(folder.resolve("results.md"), page);
        System.out.println(page);
    }

    private static Map<String, Object> json(Figure figure) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", figure.name());
        all.put("unit", figure.unit());
        all.put("ours", figure.ours().median());
        all.put("theirs", figure.theirs() == null ? null : figure.theirs().median());
        all.put("ratio", Double.isNaN(figure.ratio()) ? null : figure.ratio());
        all.put("goal", figure.goal());
        all.put("met", figure.met());
        all.put("nextTo", figure.nextTo());
        all.put("oursSpread", spread(figure.ours()));
        all.put("theirsSpread", spread(figure.theirs()));
        return all;
    }

    private static List<Double> spread(Samples samples) {
        return samples == null ? null : List.of(samples.least(), samples.most());
    }
}
