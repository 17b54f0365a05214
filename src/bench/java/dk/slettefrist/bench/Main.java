package dk.slettefrist.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/**
 * Runs the benchmarks, or those that {@code -Dbench=…} names (several by commas), and writes what they found to {@code target/bench}. Ends with 1
 * when one of them did something wrong or broke off; a goal that is missed is told, and is no failure.
 */
final class Main {

    /** Those on the same surroundings one after the other, and what needs compiled code most after what helps to compile it. */
    private static final List<Benchmark> ALL = List.of(
            new StoreCeiling(),
            new PurgeLag(),
            new UploadOverhead(),
            new FlagLatency(),
            new PurgeBacklog(),
            new FreshService(),
            new PurgeScale(),
            new PurgeDecay(),
            new ReportSpeed());

    private Main() {}

    public static void main(String... arguments) throws Exception {
        Set<String> names = names(System.getProperty("bench", ""));
        Map<String, String> about = Machine.described();
        Instant begun = Instant.now();
        Bench bench = new Bench(Scale.fromProperties(), names);
        try (bench) {
            Surroundings surroundings = Surroundings.OWN;
            for (Benchmark benchmark : ALL) {
                if (benchmark.names().stream().noneMatch(bench::wants)) {
                    continue;
                }
                if (bench.scale().full() || benchmark.surroundings() != surroundings) {
                    bench.close();
                }
                surroundings = benchmark.surroundings();
                run(benchmark, bench);
                // The next may take an hour and break off.
                write(bench, about);
            }
        }
        bench.took("all", begun);
        System.out.println(write(bench, about));
        System.exit(bench.violations().isEmpty() ? 0 : 1);
    }

    private static void run(Benchmark benchmark, Bench bench) throws Exception {
        Instant begun = Instant.now();
        String name = String.join(", ", new TreeSet<>(benchmark.names()));
        bench.say(name + " begins");
        try {
            benchmark.run(bench);
        } catch (Exception e) {
            e.printStackTrace();
            bench.require(false, name + " ends: it broke off with " + e);
            // Whatever it left behind is no base for the next.
            bench.close();
        }
        bench.took(name, begun);
    }

    private static Set<String> names(String property) {
        Set<String> known = new TreeSet<>();
        ALL.forEach(benchmark -> known.addAll(benchmark.names()));
        Set<String> names = property.isBlank() ? Set.of() : Set.of(property.split(","));
        if (!known.containsAll(names)) {
            throw new IllegalArgumentException("of " + names + " there are only " + known);
        }
        return names;
    }

    /** Answers the page. */
    private static String write(Bench bench, Map<String, String> machine) throws Exception {
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
        page.append('\n').append(Table.of(bench.figures())).append('\n');
        bench.durations().forEach((what, seconds) -> page.append("- %s took %d s%n".formatted(what, seconds)));
        bench.violations()
                .forEach(failure -> page.append("\nWRONG: ").append(failure).append('\n'));
        Files.writeString(folder.resolve("results.md"), page);
        return page.toString();
    }

    private static Map<String, Object> json(Figure figure) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", figure.name());
        all.put("unit", figure.unit());
        all.put("ours", figure.ours().value());
        all.put("theirs", figure.theirs() == null ? null : figure.theirs().value());
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
