package io.biplane.sql.parse;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.sql.ast.Expr;
import io.biplane.sql.ast.Expr.TypeName;

import org.antlr.v4.runtime.Vocabulary;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** Expressions to canonical text. */
final class ExprUnparser {
    /** All keywords, reserved or not: quoting more than needed does no harm. */
    private static final SortedSet<String> KEYWORDS = keywords();

    private ExprUnparser() {}

    private static SortedSet<String> keywords() {
        TreeSet<String> words = new TreeSet<>();
        Vocabulary vocabulary = BiplaneSqlLexer.VOCABULARY;
        for (int type = 1; type <= vocabulary.getMaxTokenType(); type++) {
            String literal = vocabulary.getLiteralName(type);
            if (literal != null && Character.isLetter(literal.charAt(1))) {
                words.add(literal.substring(1, literal.length() - 1));
            }
        }
        return Collections.unmodifiableSortedSet(words);
    }

    static boolean isPlainName(String name) {
        return name.matches("[a-z_][a-z_0-9$]*") && !KEYWORDS.contains(name);
    }

    static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    static String type(TypeName type) {
        String name = type.name().equals("timestamp") || type.name().equals("timestamptz")
                ? type.name()
                : Unparser.name(type.name());
        return type.arguments().isEmpty()
                ? name
                : name + "(" + Unparser.list(type.arguments(), String::valueOf) + ")";
    }

    static String unparse(Expr expr) {
        if (expr instanceof Expr.NullLiteral) {
            return "NULL";
        }
        if (expr instanceof Expr.BoolLiteral literal) {
            return literal.value() ? "true" : "false";
        }
        if (expr instanceof Expr.IntegerLiteral literal) {
            return literal.digits();
        }
        if (expr instanceof Expr.DecimalLiteral literal) {
            return literal.text();
        }
        if (expr instanceof Expr.StringLiteral literal) {
            return quoted(literal.value());
        }
        if (expr instanceof Expr.BytesLiteral literal) {
            return "x'" + literal.hexDigits() + "'";
        }
        if (expr instanceof Expr.Placeholder placeholder) {
            return "$" + placeholder.number();
        }
        if (expr instanceof Expr.Default) {
            return "DEFAULT";
        }
        if (expr instanceof Expr.ColumnName column) {
            return column.table().map(table -> Unparser.name(table) + ".").orElse("")
                    + Unparser.name(column.column());
        }
        return compound(expr);
    }

    private static String compound(Expr expr) {
        if (expr instanceof Expr.Unary unary) {
            return switch (unary.operator()) {
                case NOT -> "(NOT " + unparse(unary.operand()) + ")";
                case MINUS -> "(- " + unparse(unary.operand()) + ")";
                case PLUS -> "(+ " + unparse(unary.operand()) + ")";
            };
        }
        if (expr instanceof Expr.Binary binary) {
            return "(" + unparse(binary.left()) + " " + binary.operator().symbol() + " "
                    + unparse(binary.right()) + ")";
        }
        if (expr instanceof Expr.FunctionCall call) {
            return call(call);
        }
        if (expr instanceof Expr.Case choice) {
            return choice(choice);
        }
        if (expr instanceof Expr.Cast cast) {
            return "CAST(" + unparse(cast.operand()) + " AS " + type(cast.type()) + ")";
        }
        return predicate(expr);
    }

    private static String predicate(Expr expr) {
        if (expr instanceof Expr.IsTest is) {
            return "(" + unparse(is.operand()) + " IS " + not(is.isNegated()) + is.test() + ")";
        }
        if (expr instanceof Expr.IsDistinct is) {
            return "(" + unparse(is.left()) + " IS " + not(is.isNegated()) + "DISTINCT FROM "
                    + unparse(is.right()) + ")";
        }
        if (expr instanceof Expr.Between between) {
            Expr.Range range = between.range();
            return "(" + unparse(range.operand()) + " " + not(between.isNegated()) + "BETWEEN "
                    + (between.isSymmetric() ? "SYMMETRIC " : "") + unparse(range.low()) + " AND "
                    + unparse(range.high()) + ")";
        }
        if (expr instanceof Expr.InList in) {
            return "(" + unparse(in.operand()) + " " + not(in.isNegated()) + "IN ("
                    + Unparser.list(in.items(), ExprUnparser::unparse) + "))";
        }
        if (expr instanceof Expr.Like like) {
            return "(" + unparse(like.operand()) + " " + not(like.isNegated())
                    + (like.isCaseInsensitive() ? "ILIKE " : "LIKE ") + unparse(like.pattern())
                    + ")";
        }
        throw new InvariantViolation("no case for " + expr);
    }

    private static String not(boolean isNegated) {
        return isNegated ? "NOT " : "";
    }

    private static String call(Expr.FunctionCall call) {
        if (call.name().startsWith("current_") || call.name().equals("session_user")) {
            return call.name();
        }
        String arguments =
                call.isStar() ? "*" : Unparser.list(call.arguments(), ExprUnparser::unparse);
        String name = call.name().equals("substring") ? call.name() : Unparser.dotted(call.name());
        return name + "(" + (call.isDistinct() ? "DISTINCT " : "") + arguments + ")";
    }

    private static String choice(Expr.Case choice) {
        StringBuilder text = new StringBuilder("CASE");
        choice.operand().ifPresent(operand -> text.append(" ").append(unparse(operand)));
        for (Expr.When when : choice.whens()) {
            text.append(" WHEN ").append(unparse(when.condition()));
            text.append(" THEN ").append(unparse(when.result()));
        }
        choice.otherwise().ifPresent(last -> text.append(" ELSE ").append(unparse(last)));
        return text.append(" END").toString();
    }
}
