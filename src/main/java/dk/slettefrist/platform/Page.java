package dk.slettefrist.platform;

import java.util.List;
import java.util.function.Function;

/**
 * A page of a listing.
 *
 * @param items at most as many as asked for
 * @param next opaque: pass it as {@code after} for the next page; null on the last one
 */
public record Page<T>(List<T> items, String next) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * A page out of rows that were read with one more than the limit, to see whether there are more.
     *
     * @param cursor where the row after the given one begins
     */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, Cursor> cursor) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        List<T> items = rows.subList(0, limit);
        return new Page<>(items, cursor.apply(items.get(limit - 1)).encode());
    }

    /** The same page with each item shown another way. */
    public <R> Page<R> map(Function<T, R> view) {
        return new Page<>(items.stream().map(view).toList(), next);
    }
}
