package dk.slettefrist.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code docs/ROLES.md} says: for every operation of the interface, what each role is answered, about a call of its own and another's, before
 * and after the deadline of its recordings. Of an answer it says {@code yes} or {@code no} and the status.
 */
final class RoleMatrix {

    static final List<String> ROLES = List.of("pbx", "operator", "supervisor", "auditor", "dpo", "admin");
    static final List<String> WHOSE = List.of("own", "other's");
    static final List<String> WHEN = List.of("before", "after");

    private static final Path FILE = Path.of("docs", "ROLES.md");
    private static final List<String> HEAD = Stream.concat(
                    Stream.of("request", "whose call", "deadline"), ROLES.stream())
            .toList();
    private static final Pattern REQUEST = Pattern.compile("`([A-Z]+ /\\S*)`");
    private static final String ANY = "any";

    private final Map<String, Map<String, String>> answers = new TreeMap<>();

    private RoleMatrix() {}

    /** @throws IllegalStateException when a row cannot be read, says what another row said, or is missing */
    static RoleMatrix read() {
        RoleMatrix matrix = new RoleMatrix();
        boolean inside = false;
        String request = null;
        for (String line : lines()) {
            List<String> cells = cells(line);
            if (cells.equals(HEAD)) {
                inside = true;
            } else if (cells.isEmpty()) {
                inside = false;
            } else if (inside && !cells.get(0).startsWith("---")) {
                request = cells.get(0).isEmpty() ? request : request(cells.get(0));
                matrix.add(request, cells);
            }
        }
        matrix.answers.forEach(RoleMatrix::requireWhole);
        return matrix;
    }

    /** The operations, such as {@code GET /api/v1/calls}. */
    Set<String> operations() {
        return answers.keySet();
    }

    /** The answers to an operation, each by {@link #cell}. */
    Map<String, String> of(String operation) {
        return answers.get(operation);
    }

    String expected(String operation, String cell) {
        return of(operation).get(cell);
    }

    /** Those of all answers to an operation. */
    Set<String> statuses(String operation) {
        return of(operation).values().stream()
                .map(answer -> answer.substring(answer.indexOf(' ') + 1))
                .collect(Collectors.toSet());
    }

    /** The roles that may use an operation, at least in some cases. */
    Set<String> allowed(String operation) {
        Set<String> allowed = new TreeSet<>();
        of(operation).forEach((cell, answer) -> {
            if (answer.startsWith("yes")) {
                allowed.add(cell.substring(cell.lastIndexOf(' ') + 1));
            }
        });
        return allowed;
    }

    static String cell(String whose, String when, String role) {
        return whose + " " + when + " " + role;
    }

    /** As the table writes an answer. */
    static String answer(int status) {
        return (status / 100 == 2 ? "yes " : "no ") + status;
    }

    private void add(String request, List<String> cells) {
        if (cells.size() != HEAD.size()) {
            throw new IllegalStateException(FILE + ": not " + HEAD.size() + " cells: " + cells);
        }
        for (String whose : expand(cells.get(1), WHOSE)) {
            for (String when : expand(cells.get(2), WHEN)) {
                for (String role : ROLES) {
                    String cell = cell(whose, when, role);
                    String before = answers.computeIfAbsent(request, r -> new TreeMap<>())
                            .put(cell, cells.get(HEAD.indexOf(role)));
                    if (before != null) {
                        throw new IllegalStateException(FILE + ": twice: " + request + " " + cell);
                    }
                }
            }
        }
    }

    private static void requireWhole(String request, Map<String, String> answers) {
        if (answers.size() != WHOSE.size() * WHEN.size() * ROLES.size()) {
            throw new IllegalStateException(FILE + ": rows are missing: " + request);
        }
    }

    private static List<String> expand(String word, List<String> all) {
        if (!word.equals(ANY) && !all.contains(word)) {
            throw new IllegalStateException(FILE + ": neither " + ANY + " nor of " + all + ": " + word);
        }
        return word.equals(ANY) ? all : List.of(word);
    }

    private static String request(String cell) {
        Matcher request = REQUEST.matcher(cell);
        if (!request.matches()) {
            throw new IllegalStateException(FILE + ": no request: " + cell);
        }
        return request.group(1);
    }

    /** Empty outside of tables. */
    private static List<String> cells(String line) {
        return line.startsWith("|")
                ? Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                        .map(String::strip)
                        .toList()
                : List.of();
    }

    private static List<String> lines() {
        try {
            return new ArrayList<>(Files.readAllLines(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
