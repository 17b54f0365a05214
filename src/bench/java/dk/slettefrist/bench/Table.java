package dk.slettefrist.bench;

import java.util.List;
import java.util.Locale;

/** The figures as a table in Markdown, which is also readable as it is. */
final class Table {

    private Table() {}

    static String of(List<Figure> figures) {
        StringBuilder table = new StringBuilder();
        table.append("| name | unit | ours | spread | next to | theirs | spread | ratio | goal | met |\n");
        table.append("|---|---|---:|---|---|---:|---|---:|---|---|\n");
        for (Figure figure : figures) {
            table.append("| `%s` | %s | %s | %s | %s | %s | %s | %s | %s | %s |%n"
                    .formatted(
                            figure.name(),
                            figure.unit(),
                            number(figure.ours().value()),
                            spread(figure.ours()),
                            figure.nextTo(),
                            figure.theirs() == null
                                    ? ""
                                    : number(figure.theirs().value()),
                            figure.theirs() == null ? "" : spread(figure.theirs()),
                            Double.isNaN(figure.ratio()) ? "" : number(figure.ratio()),
                            figure.goal() == null ? "" : figure.goal(),
                            figure.met() == null ? "" : figure.met() ? "yes" : "**no**"));
        }
        return table.toString();
    }

    /** Three digits that count, and whole numbers whole. */
    static String number(double value) {
        if (value == 0 || Math.abs(value) >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        int decimals = Math.max(0, 2 - (int) Math.floor(Math.log10(Math.abs(value))));
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    private static String spread(Samples samples) {
        return samples.count() == 1
                ? "once"
                : number(samples.least()) + " to " + number(samples.most()) + " (" + samples.count() + ")";
    }
}
