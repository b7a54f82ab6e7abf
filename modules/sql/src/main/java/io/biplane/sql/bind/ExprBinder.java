package io.biplane.sql.bind;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.sql.ast.Expr;
import io.biplane.sql.ast.Expr.BinaryOperator;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.scalar.Function;
import io.biplane.sql.scalar.LikePattern;
import io.biplane.sql.scalar.Operators;
import io.biplane.sql.scalar.Scalar;
import io.biplane.sql.types.Casts;
import io.biplane.sql.types.Null;
import io.biplane.sql.types.SqlType;
import io.biplane.sql.types.SqlType.Kind;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Binds expressions in one scope. Its only own state is the current depth. */
final class ExprBinder {
    /**
     * Deepest expression tree. Our choice: bounded by the smallest default stack, above any use.
     */
    static final int DEPTH_MAX = 1_000;

    private final Scope scope;
    private final Parameters parameters;
    private final Coercion coercion;
    private final FunctionBinder functions;
    private int depth;

    ExprBinder(Scope scope, Parameters parameters, AggregateCollector aggregates) {
        this.scope = scope;
        this.parameters = parameters;
        this.coercion = new Coercion(parameters);
        this.functions = new FunctionBinder(this, coercion, aggregates);
    }

    Coercion coercion() {
        return coercion;
    }

    /** The typed form of {@code expr}. */
    Scalar bind(Expr expr) {
        depth++;
        if (depth > DEPTH_MAX) {
            throw new SqlException(
                    SqlState.STATEMENT_TOO_COMPLEX,
                    "expression nests deeper than " + DEPTH_MAX + " levels",
                    expr.position());
        }
        Scalar bound = Coercion.fold(bindOne(expr));
        depth--;
        return bound;
    }

    List<Scalar> bind(List<Expr> exprs) {
        List<Scalar> bound = new ArrayList<>(exprs.size());
        exprs.forEach(expr -> bound.add(bind(expr)));
        return bound;
    }

    Scalar condition(Expr expr, String clause) {
        return coercion.condition(bind(expr), clause, expr.position());
    }

    private Scalar bindOne(Expr expr) {
        if (expr instanceof Expr.ColumnName column) {
            return scope.resolve(column);
        }
        if (expr instanceof Expr.Placeholder placeholder) {
            return parameters.reference(placeholder.number());
        }
        if (expr instanceof Expr.Binary binary) {
            return binary(binary);
        }
        if (expr instanceof Expr.FunctionCall call) {
            return functions.bind(call);
        }
        if (expr instanceof Expr.Unary unary) {
            return unary(unary);
        }
        if (expr instanceof Expr.Cast cast) {
            return cast(cast);
        }
        if (expr instanceof Expr.Case choice) {
            return choice(choice);
        }
        if (expr instanceof Expr.Default value) {
            throw new SqlException(
                    SqlState.SYNTAX_ERROR,
                    "DEFAULT can only appear in a VALUES list within INSERT or on the right"
                            + " side of a SET",
                    value.position());
        }
        Optional<Scalar> literal = literal(expr);
        return literal.isPresent() ? literal.get() : predicate(expr);
    }

    private static Optional<Scalar> literal(Expr expr) {
        if (expr instanceof Expr.IntegerLiteral literal) {
            return Optional.of(integer(literal));
        }
        if (expr instanceof Expr.StringLiteral literal) {
            return Optional.of(new Scalar.Constant(literal.value(), SqlType.UNKNOWN));
        }
        if (expr instanceof Expr.NullLiteral) {
            return Optional.of(new Scalar.Constant(Null.NULL, SqlType.UNKNOWN));
        }
        if (expr instanceof Expr.BoolLiteral literal) {
            return Optional.of(new Scalar.Constant(literal.value(), SqlType.BOOL));
        }
        if (expr instanceof Expr.DecimalLiteral literal) {
            Object value = Casts.parse(Kind.DECIMAL, literal.text());
            return Optional.of(new Scalar.Constant(value, SqlType.DECIMAL));
        }
        if (expr instanceof Expr.BytesLiteral literal) {
            Object value = Casts.fromHex(literal.hexDigits());
            return Optional.of(new Scalar.Constant(value, SqlType.BYTES));
        }
        return Optional.empty();
    }

    /** Digits beyond 64 bits make a decimal. */
    private static Scalar integer(Expr.IntegerLiteral literal) {
        String digits = literal.digits();
        try {
            return new Scalar.Constant(Long.parseLong(digits), SqlType.INT8);
        } catch (NumberFormatException tooLarge) {
            return new Scalar.Constant(new BigDecimal(digits), SqlType.DECIMAL);
        }
    }

    private Scalar predicate(Expr expr) {
        if (expr instanceof Expr.IsTest is) {
            return isTest(is);
        }
        if (expr instanceof Expr.IsDistinct is) {
            return isDistinct(is);
        }
        if (expr instanceof Expr.Between between) {
            return between(between);
        }
        if (expr instanceof Expr.InList in) {
            return in(in);
        }
        if (expr instanceof Expr.Like like) {
            return like(like);
        }
        throw new InvariantViolation("no case for " + expr);
    }

    private Scalar binary(Expr.Binary binary) {
        if (binary.operator() == BinaryOperator.AND) {
            Scalar left = condition(binary.left(), "AND");
            return new Scalar.And(left, condition(binary.right(), "AND"));
        }
        if (binary.operator() == BinaryOperator.OR) {
            Scalar left = condition(binary.left(), "OR");
            return new Scalar.Or(left, condition(binary.right(), "OR"));
        }
        return operator(
                binary.operator(), bind(binary.left()), bind(binary.right()), binary.position());
    }

    /** {@code left operator right} with both sides brought to one kind; 42883 if there is none. */
    Scalar operator(BinaryOperator operator, Scalar left, Scalar right, int position) {
        Optional<SqlType> common = Coercion.common(left.type(), right.type());
        if (operator == BinaryOperator.CONCAT) {
            common = concatType(left.type(), right.type());
        } else if (common.isPresent() && common.get().kind() == Kind.UNKNOWN) {
            common = Optional.of(operator.isComparison() ? SqlType.STRING : SqlType.INT8);
        }
        Optional<Function> function =
                common.flatMap(type -> Operators.binary(operator, type.kind()));
        if (function.isEmpty()) {
            throw new SqlException(
                    SqlState.UNDEFINED_FUNCTION,
                    "unsupported binary operator: <" + left.type().kind().sqlName() + "> "
                            + operator.symbol() + " <" + right.type().kind().sqlName() + ">",
                    position);
        }
        SqlType type = common.orElseThrow();
        List<Scalar> arguments = new ArrayList<>(2);
        arguments.add(coercion.implicit(left, type, position).orElse(left));
        arguments.add(coercion.implicit(right, type, position).orElse(right));
        return Coercion.fold(new Scalar.Call(function.get(), arguments));
    }

    /** Text with anything is text; bytes go with bytes only. */
    private static Optional<SqlType> concatType(SqlType left, SqlType right) {
        if (left.kind() == Kind.BYTES || right.kind() == Kind.BYTES) {
            return Coercion.common(left, right);
        }
        boolean isText = (left.kind().isText() || left.kind() == Kind.UNKNOWN)
                && (right.kind().isText() || right.kind() == Kind.UNKNOWN);
        return isText ? Optional.of(SqlType.STRING) : Optional.empty();
    }

    private Scalar unary(Expr.Unary unary) {
        return switch (unary.operator()) {
            case NOT -> not(condition(unary.operand(), "NOT"));
            case PLUS -> number(unary);
            case MINUS -> negated(unary);
        };
    }

    private static Scalar not(Scalar condition) {
        return Coercion.fold(new Scalar.Call(Operators.NOT, List.of(condition)));
    }

    private Scalar number(Expr.Unary unary) {
        Scalar operand = bind(unary.operand());
        if (operand.type().kind() == Kind.UNKNOWN) {
            operand = coercion.implicit(operand, SqlType.INT8, unary.position()).orElse(operand);
        }
        if (!operand.type().kind().isNumeric()) {
            throw new SqlException(
                    SqlState.UNDEFINED_FUNCTION,
                    "unsupported unary operator on type "
                            + operand.type().kind().sqlName(),
                    unary.position());
        }
        return operand;
    }

    private Scalar negated(Expr.Unary unary) {
        if (unary.operand() instanceof Expr.IntegerLiteral literal
                && literal.digits().equals("9223372036854775808")) {
            return new Scalar.Constant(Long.MIN_VALUE, SqlType.INT8);
        }
        Scalar operand = number(unary);
        Function negation = Operators.negation(operand.type().kind()).orElseThrow();
        return new Scalar.Call(negation, List.of(operand));
    }

    private Scalar cast(Expr.Cast cast) {
        SqlType target = TypeNames.resolve(cast.type());
        Scalar operand = bind(cast.operand());
        if (operand.type().kind() == Kind.UNKNOWN) {
            operand = coercion.implicit(operand, target.base(), cast.operand().position())
                    .orElse(operand);
        }
        if (!Casts.isCastable(operand.type().kind(), target.kind())) {
            throw new SqlException(
                    SqlState.CANNOT_COERCE,
                    "invalid cast: " + operand.type().kind().sqlName() + " -> "
                            + target.kind().sqlName(),
                    cast.position());
        }
        return operand.type().equals(target) && target.width() == 0
                ? operand
                : new Scalar.Cast(operand, target, false);
    }

    private Scalar choice(Expr.Case choice) {
        List<Scalar> conditions = new ArrayList<>();
        List<Scalar> results = new ArrayList<>();
        Optional<Scalar> operand = choice.operand().map(this::bind);
        for (Expr.When when : choice.whens()) {
            conditions.add(
                    operand.isPresent()
                            ? operator(
                                    BinaryOperator.EQ,
                                    operand.get(),
                                    bind(when.condition()),
                                    when.condition().position())
                            : condition(when.condition(), "CASE WHEN"));
            results.add(bind(when.result()));
        }
        results.add(choice.otherwise()
                .map(this::bind)
                .orElse(new Scalar.Constant(Null.NULL, SqlType.UNKNOWN)));
        List<Scalar> same = sameType(results, "CASE", choice.position());
        return new Scalar.Choice(
                conditions, same.subList(0, same.size() - 1), same.get(same.size() - 1));
    }

    /** All of {@code items} brought to one kind; 42804 if there is none. */
    List<Scalar> sameType(List<Scalar> items, String what, int position) {
        SqlType type = SqlType.UNKNOWN;
        for (Scalar item : items) {
            SqlType previous = type;
            type = Coercion.common(type, item.type())
                    .orElseThrow(() -> new SqlException(
                            SqlState.DATATYPE_MISMATCH,
                            what + " types " + previous.kind().sqlName() + " and "
                                    + item.type().kind().sqlName() + " cannot be matched",
                            position));
        }
        SqlType settled = type.kind() == Kind.UNKNOWN ? SqlType.STRING : type;
        List<Scalar> same = new ArrayList<>(items.size());
        items.forEach(
                item -> same.add(coercion.implicit(item, settled, position).orElse(item)));
        return same;
    }

    private Scalar isTest(Expr.IsTest is) {
        Function test = switch (is.test()) {
            case NULL, UNKNOWN -> Operators.IS_NULL;
            case TRUE -> Operators.IS_TRUE;
            case FALSE -> Operators.IS_FALSE;
        };
        Scalar operand = is.test() == Expr.TruthTest.NULL
                ? bind(is.operand())
                : condition(is.operand(), "IS " + is.test());
        if (operand instanceof Scalar.Parameter && operand.type().kind() == Kind.UNKNOWN) {
            operand = coercion.implicit(operand, SqlType.STRING, is.position()).orElse(operand);
        }
        Scalar result = Coercion.fold(new Scalar.Call(test, List.of(operand)));
        return is.isNegated() ? not(result) : result;
    }

    private Scalar isDistinct(Expr.IsDistinct is) {
        List<Scalar> sides = sameType(
                List.of(bind(is.left()), bind(is.right())), "IS DISTINCT FROM", is.position());
        Function function = Operators.isDistinct(sides.get(0).type().kind());
        Scalar result = Coercion.fold(new Scalar.Call(function, sides));
        return is.isNegated() ? not(result) : result;
    }

    private Scalar between(Expr.Between between) {
        Expr.Range range = between.range();
        Scalar operand = bind(range.operand());
        Scalar low = bind(range.low());
        Scalar high = bind(range.high());
        Scalar result = inRange(operand, low, high, between.position());
        if (between.isSymmetric()) {
            result = new Scalar.Or(result, inRange(operand, high, low, between.position()));
        }
        return between.isNegated() ? not(Coercion.fold(result)) : result;
    }

    private Scalar inRange(Scalar operand, Scalar low, Scalar high, int position) {
        return new Scalar.And(
                operator(BinaryOperator.GE, operand, low, position),
                operator(BinaryOperator.LE, operand, high, position));
    }

    private Scalar in(Expr.InList in) {
        List<Scalar> all = new ArrayList<>(in.items().size() + 1);
        all.add(bind(in.operand()));
        all.addAll(bind(in.items()));
        List<Scalar> same = sameType(all, "IN", in.position());
        Scalar result = new Scalar.InList(same.get(0), same.subList(1, same.size()));
        return in.isNegated() ? not(Coercion.fold(result)) : result;
    }

    private Scalar like(Expr.Like like) {
        List<Scalar> sides = new ArrayList<>(2);
        for (Expr side : List.of(like.operand(), like.pattern())) {
            Scalar bound = bind(side);
            sides.add(coercion.implicit(bound, SqlType.STRING, side.position())
                    .orElseThrow(() -> new SqlException(
                            SqlState.UNDEFINED_FUNCTION,
                            "unsupported comparison operator: <"
                                    + bound.type().kind().sqlName() + "> LIKE <string>",
                            like.position())));
        }
        Scalar result = Coercion.fold(
                new Scalar.Call(LikePattern.function(like.isCaseInsensitive()), sides));
        return like.isNegated() ? not(result) : result;
    }

    /**
     * The name of an output column that has no alias. Source: PostgreSQL's {@code FigureColname}.
     */
    static String outputName(Expr expr) {
        if (expr instanceof Expr.ColumnName column) {
            return column.column();
        }
        if (expr instanceof Expr.FunctionCall call) {
            return call.name();
        }
        if (expr instanceof Expr.Cast cast) {
            String inner = outputName(cast.operand());
            return inner.equals("?column?")
                    ? TypeNames.resolve(cast.type()).kind().sqlName()
                    : inner;
        }
        return expr instanceof Expr.Case ? "case" : "?column?";
    }
}
