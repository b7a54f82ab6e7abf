package io.biplane.sql.ast;

import java.util.List;
import java.util.Optional;

/** The parts of a SELECT. */
public final class Query {
    private Query() {}

    /** One entry of the select list. */
    public sealed interface Item {}

    /** {@code *} or {@code table.*}. */
    public record Star(Optional<String> table, int position) implements Item {}

    public record Value(Expr expr, Optional<String> alias) implements Item {}

    /** What FROM names; a comma is a cross join. */
    public sealed interface Source {}

    public record Table(TableName name, Optional<String> alias) implements Source {}

    /** {@code using} is empty when {@code on} is present; both are absent for a cross join. */
    public record Join(
            JoinKind kind, Source left, Source right, Optional<Expr> on, List<Name> using)
            implements Source {}

    /** Joins that are supported. RIGHT is turned round by the parser. */
    public enum JoinKind {
        CROSS,
        INNER,
        LEFT
    }

    /** Parts as written, last is the table's own name. */
    public record TableName(List<String> parts, int position) {
        public String table() {
            return parts.get(parts.size() - 1);
        }
    }

    public record Name(String text, int position) {}

    public record Grouping(List<Expr> keys, Optional<Expr> having) {}

    public record Ordering(List<Sort> keys, Optional<Expr> limit, Optional<Expr> offset) {
        public static final Ordering NONE =
                new Ordering(List.of(), Optional.empty(), Optional.empty());
    }

    /** {@code isNullsFirst} is empty when not written: NULLs first ascending, last descending. */
    public record Sort(Expr expr, boolean isDescending, Optional<Boolean> isNullsFirst) {}
}
