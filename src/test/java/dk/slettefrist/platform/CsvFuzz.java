package dk.slettefrist.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;

/** Whatever text gets into a cell: it stays in its cell, comes back whole, and is no formula. */
class CsvFuzz {

    private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    @FuzzTest
    void cells(byte[] input) throws IOException {
        List<String> cells = List.of(new String(input, StandardCharsets.UTF_8).split("\u001F", 3));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        Csv.of(List.of("one"), (List<String> row) -> row, last -> last == null ? List.of(cells) : List.of())
                .write(file);

        List<String[]> rows = read(file.toByteArray());

        assertThat(rows).hasSize(2);
        assertThat(rows.get(1)).hasSameSizeAs(cells);
        for (int i = 0; i < cells.size(); i++) {
            String cell = rows.get(1)[i];
            assertThat(cell).isIn(cells.get(i), "'" + cells.get(i));
            assertThat(cell.isEmpty() || FORMULA_STARTS.indexOf(cell.charAt(0)) < 0)
                    .isTrue();
        }
    }

    private static List<String[]> read(byte[] file) throws IOException {
        try (MappingIterator<String[]> rows = new CsvMapper()
                .readerFor(String[].class)
                .with(CsvParser.Feature.WRAP_AS_ARRAY)
                .readValues(file)) {
            return rows.readAll();
        }
    }
}
