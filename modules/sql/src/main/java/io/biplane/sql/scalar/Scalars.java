package io.biplane.sql.scalar;

import io.biplane.sql.types.Datums;
import io.biplane.sql.types.Null;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Walks over {@link Scalar} trees. */
public final class Scalars {
    private Scalars() {}

    public static List<Scalar> children(Scalar scalar) {
        if (scalar instanceof Scalar.Call call) {
            return call.arguments();
        }
        if (scalar instanceof Scalar.Cast cast) {
            return List.of(cast.operand());
        }
        if (scalar instanceof Scalar.And and) {
            return List.of(and.left(), and.right());
        }
        if (scalar instanceof Scalar.Or or) {
            return List.of(or.left(), or.right());
        }
        if (scalar instanceof Scalar.Coalesce coalesce) {
            return coalesce.items();
        }
        List<Scalar> children = new ArrayList<>();
        if (scalar instanceof Scalar.Choice choice) {
            for (int i = 0; i < choice.conditions().size(); i++) {
                children.add(choice.conditions().get(i));
                children.add(choice.results().get(i));
            }
            children.add(choice.otherwise());
        } else if (scalar instanceof Scalar.InList in) {
            children.add(in.operand());
            children.addAll(in.items());
        }
        return children;
    }

    /** {@code scalar} with its children passed through {@code change}. */
    public static Scalar mapChildren(Scalar scalar, Function<Scalar, Scalar> change) {
        if (scalar instanceof Scalar.Call call) {
            return new Scalar.Call(call.function(), map(call.arguments(), change));
        }
        if (scalar instanceof Scalar.Cast cast) {
            return new Scalar.Cast(change.apply(cast.operand()), cast.type(), cast.isAssignment());
        }
        if (scalar instanceof Scalar.And and) {
            return new Scalar.And(change.apply(and.left()), change.apply(and.right()));
        }
        if (scalar instanceof Scalar.Or or) {
            return new Scalar.Or(change.apply(or.left()), change.apply(or.right()));
        }
        if (scalar instanceof Scalar.Coalesce coalesce) {
            return new Scalar.Coalesce(map(coalesce.items(), change));
        }
        if (scalar instanceof Scalar.Choice choice) {
            return new Scalar.Choice(
                    map(choice.conditions(), change),
                    map(choice.results(), change),
                    change.apply(choice.otherwise()));
        }
        if (scalar instanceof Scalar.InList in) {
            return new Scalar.InList(change.apply(in.operand()), map(in.items(), change));
        }
        return scalar;
    }

    private static List<Scalar> map(List<Scalar> scalars, Function<Scalar, Scalar> change) {
        List<Scalar> mapped = new ArrayList<>(scalars.size());
        scalars.forEach(scalar -> mapped.add(change.apply(scalar)));
        return mapped;
    }

    /** Whether any node satisfies {@code predicate}. */
    public static boolean any(Scalar scalar, Predicate<Scalar> predicate) {
        if (predicate.test(scalar)) {
            return true;
        }
        for (Scalar child : children(scalar)) {
            if (any(child, predicate)) {
                return true;
            }
        }
        return false;
    }

    /** Number of nodes. */
    public static int size(Scalar scalar) {
        int size = 1;
        for (Scalar child : children(scalar)) {
            size += size(child);
        }
        return size;
    }

    /** Whether the value is the same for all rows of a statement. */
    public static boolean isRowIndependent(Scalar scalar) {
        return !any(
                scalar,
                node -> node instanceof Scalar.Column
                        || node instanceof Scalar.RowId
                        || node instanceof Scalar.AggregateResult);
    }

    /** The operands of a chain of ANDs, from the left. */
    public static List<Scalar> conjuncts(Scalar scalar) {
        List<Scalar> conjuncts = new ArrayList<>();
        addConjuncts(scalar, conjuncts);
        return conjuncts;
    }

    private static void addConjuncts(Scalar scalar, List<Scalar> conjuncts) {
        if (scalar instanceof Scalar.And and) {
            addConjuncts(and.left(), conjuncts);
            addConjuncts(and.right(), conjuncts);
        } else {
            conjuncts.add(scalar);
        }
    }

    /** The AND of {@code conjuncts}, of which there is at least one. */
    public static Scalar conjunction(List<Scalar> conjuncts) {
        Scalar all = conjuncts.get(0);
        for (Scalar conjunct : conjuncts.subList(1, conjuncts.size())) {
            all = new Scalar.And(all, conjunct);
        }
        return all;
    }

    /** Moves column numbers by {@code offset}. */
    public static Scalar shift(Scalar scalar, int offset) {
        if (scalar instanceof Scalar.Column column) {
            return new Scalar.Column(column.index() + offset, column.type(), column.name());
        }
        return mapChildren(scalar, child -> shift(child, offset));
    }

    /** For EXPLAIN and for default column names. */
    public static String text(Scalar scalar) {
        if (scalar instanceof Scalar.Constant constant) {
            return constantText(constant);
        }
        if (scalar instanceof Scalar.Column column) {
            return column.name();
        }
        if (scalar instanceof Scalar.Parameter parameter) {
            return "$" + (parameter.index() + 1);
        }
        if (scalar instanceof Scalar.Call call) {
            return call.function().text(call.arguments());
        }
        if (scalar instanceof Scalar.Cast cast) {
            return text(cast.operand()) + "::" + cast.type();
        }
        if (scalar instanceof Scalar.And and) {
            return "(" + text(and.left()) + " AND " + text(and.right()) + ")";
        }
        if (scalar instanceof Scalar.Or or) {
            return "(" + text(or.left()) + " OR " + text(or.right()) + ")";
        }
        if (scalar instanceof Scalar.Choice choice) {
            return choiceText(choice);
        }
        if (scalar instanceof Scalar.Coalesce coalesce) {
            return "coalesce(" + list(coalesce.items()) + ")";
        }
        if (scalar instanceof Scalar.InList in) {
            return "(" + text(in.operand()) + " IN (" + list(in.items()) + "))";
        }
        return scalar instanceof Scalar.Now ? "now()" : "unique_rowid()";
    }

    private static String constantText(Scalar.Constant constant) {
        if (constant.value() == Null.NULL) {
            return "NULL";
        }
        String text = Datums.format(constant.type().kind(), constant.value());
        if (constant.value() instanceof Boolean bool) {
            return bool.toString();
        }
        return constant.type().kind().isNumeric() ? text : "'" + text.replace("'", "''") + "'";
    }

    private static String choiceText(Scalar.Choice choice) {
        StringBuilder text = new StringBuilder("CASE");
        for (int i = 0; i < choice.conditions().size(); i++) {
            text.append(" WHEN ").append(text(choice.conditions().get(i)));
            text.append(" THEN ").append(text(choice.results().get(i)));
        }
        return text.append(" ELSE ")
                .append(text(choice.otherwise()))
                .append(" END")
                .toString();
    }

    /** Texts separated by commas. */
    public static String list(List<Scalar> scalars) {
        StringBuilder joined = new StringBuilder();
        for (Scalar scalar : scalars) {
            joined.append(joined.isEmpty() ? "" : ", ").append(text(scalar));
        }
        return joined.toString();
    }
}
