package io.biplane.sql.ast;

import java.util.List;
import java.util.Optional;

/** A scalar expression as written. */
public sealed interface Expr {
    /** 1-based position of the token an error message should point at. */
    int position();

    record NullLiteral(int position) implements Expr {}

    record BoolLiteral(boolean value, int position) implements Expr {}

    /** Digits only; may exceed 64 bits, then it is a decimal. */
    record IntegerLiteral(String digits, int position) implements Expr {}

    record DecimalLiteral(String text, int position) implements Expr {}

    /** {@code value} has its escapes resolved. */
    record StringLiteral(String value, int position) implements Expr {}

    /** {@code hexDigits} in lower case, an even number of them. */
    record BytesLiteral(String hexDigits, int position) implements Expr {}

    /** {@code table} is the qualifier directly before the column. */
    record ColumnName(Optional<String> table, String column, int position) implements Expr {}

    /** {@code $number}, from 1. */
    record Placeholder(int number, int position) implements Expr {}

    /** DEFAULT as a value of INSERT or UPDATE. */
    record Default(int position) implements Expr {}

    record Unary(UnaryOperator operator, Expr operand, int position) implements Expr {}

    record Binary(BinaryOperator operator, Expr left, Expr right, int position) implements Expr {}

    /** {@code operand IS [NOT] NULL | TRUE | FALSE | UNKNOWN}. */
    record IsTest(Expr operand, TruthTest test, boolean isNegated, int position) implements Expr {}

    record IsDistinct(Expr left, Expr right, boolean isNegated, int position) implements Expr {}

    record Between(Range range, boolean isNegated, boolean isSymmetric, int position)
            implements Expr {}

    /** The three operands of BETWEEN. */
    record Range(Expr operand, Expr low, Expr high) {}

    record InList(Expr operand, List<Expr> items, boolean isNegated, int position)
            implements Expr {}

    record Like(
            Expr operand, Expr pattern, boolean isCaseInsensitive, boolean isNegated, int position)
            implements Expr {}

    /** {@code isStar} for {@code count(*)}; then there are no arguments. */
    record FunctionCall(
            String name, List<Expr> arguments, boolean isStar, boolean isDistinct, int position)
            implements Expr {}

    record Case(Optional<Expr> operand, List<When> whens, Optional<Expr> otherwise, int position)
            implements Expr {}

    record When(Expr condition, Expr result) {}

    record Cast(Expr operand, TypeName type, int position) implements Expr {}

    /** A type as written: name in lower case, with its numbers in parentheses. */
    record TypeName(String name, List<Integer> arguments, int position) {}

    /** Unary operators. */
    enum UnaryOperator {
        NOT,
        MINUS,
        PLUS
    }

    /** What IS asks. */
    enum TruthTest {
        NULL,
        TRUE,
        FALSE,
        UNKNOWN
    }

    /** Binary operators, with their spelling. */
    enum BinaryOperator {
        OR("OR"),
        AND("AND"),
        EQ("="),
        NE("<>"),
        LT("<"),
        LE("<="),
        GT(">"),
        GE(">="),
        CONCAT("||"),
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        FLOOR_DIVIDE("//"),
        MODULO("%");

        private final String symbol;

        BinaryOperator(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }

        public boolean isComparison() {
            return ordinal() >= EQ.ordinal() && ordinal() <= GE.ordinal();
        }
    }
}
