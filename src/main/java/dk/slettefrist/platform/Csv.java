package dk.slettefrist.platform;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Function;

import jakarta.ws.rs.core.StreamingOutput;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;

/** CSV by RFC 4180 that a spreadsheet opens without running it, written page by page however long it gets. */
public final class Csv {

    /** What clients ask for. */
    public static final String MEDIA_TYPE = "text/csv";

    /** What they get: the header line is there, the encoding is said. */
    public static final String CONTENT_TYPE = "text/csv;charset=UTF-8;header=present";

    private static final CsvMapper MAPPER = CsvMapper.builder()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .build();

    private Csv() {}

    /** Reads the page after a row; null for the first. */
    @FunctionalInterface
    public interface Pages<T> {
        List<T> after(T last);
    }

    /**
     * @param columns names of the header line
     * @param cells one row's values in that order; texts are made safe here
     * @param pages empty after the last
     */
    public static <T> StreamingOutput of(List<String> columns, Function<T, List<?>> cells, Pages<T> pages) {
        return out -> write(out, columns, cells, pages);
    }

    private static <T> void write(OutputStream out, List<String> columns, Function<T, List<?>> cells, Pages<T> pages)
            throws IOException {
        CsvSchema schema = CsvSchema.emptySchema().withLineSeparator("\r\n");
        try (var rows = MAPPER.writer(schema).writeValues(out)) {
            rows.write(columns);
            for (List<T> page = pages.after(null); !page.isEmpty(); page = pages.after(page.get(page.size() - 1))) {
                for (T row : page) {
                    rows.write(cells.apply(row).stream().map(Csv::cell).toList());
                }
            }
        }
    }

    private static Object cell(Object value) {
        return value instanceof String text ? CsvCell.text(text) : value == null ? "" : value.toString();
    }
}
