package io.biplane.sql.bind;

import io.biplane.sql.ast.Expr;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.scalar.Aggregate;
import io.biplane.sql.scalar.Builtins;
import io.biplane.sql.scalar.Builtins.Overload;
import io.biplane.sql.scalar.Scalar;
import io.biplane.sql.types.SqlType;
import io.biplane.sql.types.SqlType.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what a call means: a special form, an aggregate, or a function's overload. */
final class FunctionBinder {
    private final ExprBinder exprs;
    private final Coercion coercion;
    private final AggregateCollector aggregates;

    FunctionBinder(ExprBinder exprs, Coercion coercion, AggregateCollector aggregates) {
        this.exprs = exprs;
        this.coercion = coercion;
        this.aggregates = aggregates;
    }

    Scalar bind(Expr.FunctionCall call) {
        Optional<Aggregate.Name> aggregate = aggregateName(call.name());
        if (aggregate.isPresent()) {
            return aggregate(aggregate.get(), call);
        }
        if (call.isStar() || call.isDistinct()) {
            throw new SqlException(
                    SqlState.WRONG_OBJECT_TYPE,
                    call.name() + " is not an aggregate function",
                    call.position());
        }
        return switch (call.name()) {
            case "now", "current_timestamp", "transaction_timestamp", "statement_timestamp" ->
                noArguments(call, new Scalar.Now(SqlType.TIMESTAMPTZ));
            case "unique_rowid" -> noArguments(call, Scalar.RowId.ROW_ID);
            case "coalesce", "ifnull" -> new Scalar.Coalesce(sameArguments(call, 1));
            case "greatest" -> extreme(call, 1);
            case "least" -> extreme(call, -1);
            case "nullif" -> nullIf(call);
            default -> overload(call);
        };
    }

    private static Optional<Aggregate.Name> aggregateName(String name) {
        for (Aggregate.Name candidate : Aggregate.Name.values()) {
            if (candidate.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private Scalar aggregate(Aggregate.Name name, Expr.FunctionCall call) {
        if (call.isStar() && name == Aggregate.Name.COUNT) {
            return aggregates.add(
                    new Aggregate(name, Optional.empty(), false, SqlType.INT8), call.position());
        }
        if (call.isStar() || call.arguments().size() != 1) {
            throw undefined(call, List.of());
        }
        Scalar operand = exprs.bind(call.arguments().get(0));
        if (operand.type().kind() == Kind.UNKNOWN) {
            operand =
                    coercion.implicit(operand, SqlType.STRING, call.position()).orElse(operand);
        }
        Kind kind = operand.type().kind();
        Scalar bound = operand;
        SqlType type =
                Aggregate.resultType(name, kind).orElseThrow(() -> undefined(call, List.of(bound)));
        return aggregates.add(
                new Aggregate(name, Optional.of(operand), call.isDistinct(), type),
                call.position());
    }

    private static Scalar noArguments(Expr.FunctionCall call, Scalar scalar) {
        if (!call.arguments().isEmpty()) {
            throw undefined(call, List.of());
        }
        return scalar;
    }

    private List<Scalar> sameArguments(Expr.FunctionCall call, int countMin) {
        if (call.arguments().size() < countMin) {
            throw undefined(call, List.of());
        }
        String name = call.name().toUpperCase(Locale.ROOT);
        return exprs.sameType(exprs.bind(call.arguments()), name, call.position());
    }

    private Scalar extreme(Expr.FunctionCall call, int sign) {
        List<Scalar> arguments = sameArguments(call, 1);
        Kind kind = arguments.get(0).type().kind();
        return new Scalar.Call(Builtins.extreme(kind, sign), arguments);
    }

    private Scalar nullIf(Expr.FunctionCall call) {
        List<Scalar> arguments = sameArguments(call, 2);
        if (arguments.size() != 2) {
            throw undefined(call, arguments);
        }
        return new Scalar.Call(Builtins.nullIf(arguments.get(0).type().kind()), arguments);
    }

    /**
     * The first overload that takes the arguments as they are, else the first that takes them
     * coerced.
     */
    private Scalar overload(Expr.FunctionCall call) {
        List<Overload> overloads = Builtins.overloads(call.name());
        List<Scalar> arguments = exprs.bind(call.arguments());
        if (overloads.isEmpty()) {
            throw new SqlException(
                    SqlState.UNDEFINED_FUNCTION,
                    "unknown function: " + call.name() + "()",
                    call.position());
        }
        for (Overload overload : overloads) {
            if (matches(overload, arguments, true)) {
                return new Scalar.Call(overload.function(), coerce(overload, arguments, call));
            }
        }
        for (Overload overload : overloads) {
            if (matches(overload, arguments, false)) {
                return new Scalar.Call(overload.function(), coerce(overload, arguments, call));
            }
        }
        throw undefined(call, arguments);
    }

    private static boolean matches(Overload overload, List<Scalar> arguments, boolean isExact) {
        if (!overload.isVariadic() && overload.parameters().size() != arguments.size()) {
            return false;
        }
        for (int i = 0; i < arguments.size(); i++) {
            Kind from = arguments.get(i).type().kind();
            Kind to = parameter(overload, i);
            boolean isSame = from == to
                    || from == Kind.UNKNOWN
                    || from.isText() && to.isText()
                    || from.isInteger() && to.isInteger();
            boolean isWidening = from.isInteger() && (to == Kind.FLOAT8 || to == Kind.DECIMAL)
                    || from == Kind.DECIMAL && to == Kind.FLOAT8;
            if (!isSame && (isExact || !isWidening)) {
                return false;
            }
        }
        return true;
    }

    private static Kind parameter(Overload overload, int index) {
        int last = overload.parameters().size() - 1;
        return overload.parameters().get(Math.min(index, last));
    }

    private List<Scalar> coerce(Overload overload, List<Scalar> arguments, Expr.FunctionCall call) {
        List<Scalar> coerced = new ArrayList<>(arguments.size());
        for (int i = 0; i < arguments.size(); i++) {
            Scalar argument = arguments.get(i);
            SqlType type = SqlType.of(parameter(overload, i));
            int position = call.arguments().get(i).position();
            coerced.add(coercion.implicit(argument, type, position).orElse(argument));
        }
        return coerced;
    }

    private static SqlException undefined(Expr.FunctionCall call, List<Scalar> arguments) {
        StringBuilder kinds = new StringBuilder();
        for (Scalar argument : arguments) {
            kinds.append(kinds.isEmpty() ? "" : ", ")
                    .append(argument.type().kind().sqlName());
        }
        return new SqlException(
                SqlState.UNDEFINED_FUNCTION,
                "unknown signature: " + call.name() + "(" + kinds + ")",
                call.position());
    }
}
