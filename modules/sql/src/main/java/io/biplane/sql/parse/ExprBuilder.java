package io.biplane.sql.parse;

import io.biplane.sql.ast.Expr;
import io.biplane.sql.ast.Expr.BinaryOperator;
import io.biplane.sql.ast.Expr.TruthTest;
import io.biplane.sql.ast.Expr.TypeName;
import io.biplane.sql.ast.Expr.UnaryOperator;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parse trees of expressions to {@link Expr}. Remembers only the highest placeholder it met. */
final class ExprBuilder {
    private final LiteralBuilder literals = new LiteralBuilder();

    int placeholderCount() {
        return literals.placeholderCount();
    }

    List<Expr> exprs(List<BiplaneSqlParser.ExprContext> contexts) {
        List<Expr> exprs = new ArrayList<>(contexts.size());
        for (BiplaneSqlParser.ExprContext context : contexts) {
            exprs.add(expr(context));
        }
        return exprs;
    }

    Optional<Expr> optional(BiplaneSqlParser.ExprContext context) {
        return context == null ? Optional.empty() : Optional.of(expr(context));
    }

    Expr expr(BiplaneSqlParser.ExprContext context) {
        Expr left = and(context.andExpr(0));
        for (int i = 1; i < context.andExpr().size(); i++) {
            Expr right = and(context.andExpr(i));
            left = new Expr.Binary(BinaryOperator.OR, left, right, operatorPosition(context, i));
        }
        return left;
    }

    private Expr and(BiplaneSqlParser.AndExprContext context) {
        Expr left = not(context.notExpr(0));
        for (int i = 1; i < context.notExpr().size(); i++) {
            Expr right = not(context.notExpr(i));
            left = new Expr.Binary(BinaryOperator.AND, left, right, operatorPosition(context, i));
        }
        return left;
    }

    private Expr not(BiplaneSqlParser.NotExprContext context) {
        if (context.notExpr() != null) {
            return new Expr.Unary(
                    UnaryOperator.NOT, not(context.notExpr()), Names.position(context));
        }
        return is(context.isExpr());
    }

    private Expr is(BiplaneSqlParser.IsExprContext context) {
        Expr operand = comparison(context.comparison());
        for (BiplaneSqlParser.IsSuffixContext suffix : context.isSuffix()) {
            int position = Names.position(suffix);
            boolean isNegated = suffix.NOT() != null || suffix.NOTNULL() != null;
            operand = suffix.DISTINCT() != null
                    ? new Expr.IsDistinct(
                            operand, comparison(suffix.comparison()), isNegated, position)
                    : new Expr.IsTest(operand, truthTest(suffix), isNegated, position);
        }
        return operand;
    }

    private static TruthTest truthTest(BiplaneSqlParser.IsSuffixContext suffix) {
        if (suffix.TRUE() != null) {
            return TruthTest.TRUE;
        }
        if (suffix.FALSE() != null) {
            return TruthTest.FALSE;
        }
        return suffix.UNKNOWN() != null ? TruthTest.UNKNOWN : TruthTest.NULL;
    }

    private Expr comparison(BiplaneSqlParser.ComparisonContext context) {
        Expr left = range(context.rangeExpr(0));
        if (context.rangeExpr().size() == 1) {
            return left;
        }
        return binary(context, 1, left, range(context.rangeExpr(1)));
    }

    private Expr range(BiplaneSqlParser.RangeExprContext context) {
        Expr operand = concat(context.concat());
        BiplaneSqlParser.RangeSuffixContext suffix = context.rangeSuffix();
        if (suffix == null) {
            return operand;
        }
        int position = Names.position(suffix);
        boolean isNegated = suffix.NOT() != null;
        if (suffix.BETWEEN() != null) {
            Expr.Range range =
                    new Expr.Range(operand, concat(suffix.concat(0)), concat(suffix.concat(1)));
            return new Expr.Between(range, isNegated, suffix.SYMMETRIC() != null, position);
        }
        if (suffix.IN() != null) {
            rejectSubquery(suffix.select());
            return new Expr.InList(operand, exprs(suffix.expr()), isNegated, position);
        }
        return new Expr.Like(
                operand, concat(suffix.concat(0)), suffix.ILIKE() != null, isNegated, position);
    }

    private Expr concat(BiplaneSqlParser.ConcatContext context) {
        Expr left = sum(context.sum(0));
        for (int i = 1; i < context.sum().size(); i++) {
            left = binary(context, i, left, sum(context.sum(i)));
        }
        return left;
    }

    private Expr sum(BiplaneSqlParser.SumContext context) {
        Expr left = product(context.product(0));
        for (int i = 1; i < context.product().size(); i++) {
            left = binary(context, i, left, product(context.product(i)));
        }
        return left;
    }

    private Expr product(BiplaneSqlParser.ProductContext context) {
        Expr left = sign(context.sign(0));
        for (int i = 1; i < context.sign().size(); i++) {
            left = binary(context, i, left, sign(context.sign(i)));
        }
        return left;
    }

    private Expr sign(BiplaneSqlParser.SignContext context) {
        if (context.sign() == null) {
            return cast(context.castExpr());
        }
        int position = Names.position(context);
        Expr operand = sign(context.sign());
        UnaryOperator operator = context.MINUS() != null ? UnaryOperator.MINUS : UnaryOperator.PLUS;
        return new Expr.Unary(operator, operand, position);
    }

    private Expr cast(BiplaneSqlParser.CastExprContext context) {
        Expr operand = primary(context.primary());
        for (BiplaneSqlParser.TypeNameContext type : context.typeName()) {
            operand = new Expr.Cast(operand, typeName(type), Names.position(type));
        }
        return operand;
    }

    private Expr primary(BiplaneSqlParser.PrimaryContext context) {
        int position = Names.position(context);
        if (context.columnName() != null) {
            return columnName(context.columnName());
        }
        if (context.functionName() != null) {
            return functionCall(context, position);
        }
        if (context.caseExpr() != null) {
            return caseExpr(context.caseExpr(), position);
        }
        if (context.CAST() != null) {
            return new Expr.Cast(expr(context.expr(0)), typeName(context.typeName()), position);
        }
        if (context.bareFunction() != null) {
            return new Expr.FunctionCall(
                    Names.text(context.bareFunction()), List.of(), false, false, position);
        }
        if (context.SUBSTRING() != null) {
            return substring(context, position);
        }
        if (context.timeType() != null) {
            TypeName type = new TypeName(Names.text(context.timeType()), List.of(), position);
            Expr text = new Expr.StringLiteral(Names.string(context.string()), position);
            return new Expr.Cast(text, type, position);
        }
        rejectSubquery(context.select());
        if (context.LPAREN() != null) {
            if (context.expr().size() > 1) {
                throw SqlError.unsupported("row value", position).toException();
            }
            return expr(context.expr(0));
        }
        return literals.literal(context, position);
    }

    private Expr functionCall(BiplaneSqlParser.PrimaryContext context, int position) {
        BiplaneSqlParser.FunctionNameContext function = context.functionName();
        String name =
                function.name().isEmpty() ? Names.text(function) : Names.dotted(function.name());
        return new Expr.FunctionCall(
                name.startsWith("pg_catalog.") ? name.substring("pg_catalog.".length()) : name,
                exprs(context.expr()),
                context.STAR() != null,
                context.DISTINCT() != null,
                position);
    }

    /** The standard's {@code substring(s from a for b)} and the plain form are one function. */
    private Expr substring(BiplaneSqlParser.PrimaryContext context, int position) {
        List<Expr> arguments = exprs(context.expr());
        if (context.FOR() != null && context.FROM() == null) {
            arguments.add(1, new Expr.IntegerLiteral("1", position));
        }
        return new Expr.FunctionCall("substring", arguments, false, false, position);
    }

    private Expr columnName(BiplaneSqlParser.ColumnNameContext context) {
        int count = context.name().size();
        Optional<String> table =
                count == 1 ? Optional.empty() : Optional.of(Names.text(context.name(count - 2)));
        return new Expr.ColumnName(
                table, Names.text(context.name(count - 1)), Names.position(context));
    }

    private Expr caseExpr(BiplaneSqlParser.CaseExprContext context, int position) {
        int next = 0;
        Optional<Expr> operand = Optional.empty();
        if (context.expr().size() - 2 * context.WHEN().size() - (context.ELSE() == null ? 0 : 1)
                == 1) {
            operand = Optional.of(expr(context.expr(next++)));
        }
        List<Expr.When> whens = new ArrayList<>();
        for (int i = 0; i < context.WHEN().size(); i++) {
            Expr condition = expr(context.expr(next++));
            whens.add(new Expr.When(condition, expr(context.expr(next++))));
        }
        Optional<Expr> otherwise =
                context.ELSE() == null ? Optional.empty() : Optional.of(expr(context.expr(next)));
        return new Expr.Case(operand, whens, otherwise, position);
    }

    TypeName typeName(BiplaneSqlParser.TypeNameContext context) {
        List<Integer> arguments = new ArrayList<>();
        for (TerminalNode number : context.INTEGER()) {
            arguments.add(literals.smallNumber(number.getSymbol()));
        }
        String name;
        if (context.DOUBLE() != null) {
            name = "float8";
        } else if (context.CHARACTER() != null) {
            name = "varchar";
        } else if (context.TIMESTAMPTZ() != null || context.WITH() != null) {
            name = "timestamptz";
        } else if (context.TIMESTAMP() != null) {
            name = "timestamp";
        } else {
            name = Names.text(context.name());
        }
        return new TypeName(name, arguments, Names.position(context));
    }

    static void rejectSubquery(BiplaneSqlParser.SelectContext select) {
        if (select != null) {
            throw SqlError.unsupported("subquery", Names.position(select)).toException();
        }
    }

    /**
     * The operator before operand {@code index} of a layer; children alternate operand, operator.
     */
    private static Expr binary(ParserRuleContext context, int index, Expr left, Expr right) {
        Token token = ((TerminalNode) context.getChild(2 * index - 1)).getSymbol();
        return new Expr.Binary(operator(token), left, right, token.getStartIndex() + 1);
    }

    private static int operatorPosition(ParserRuleContext context, int index) {
        ParseTree operator = context.getChild(2 * index - 1);
        return ((TerminalNode) operator).getSymbol().getStartIndex() + 1;
    }

    private static BinaryOperator operator(Token token) {
        return switch (token.getType()) {
            case BiplaneSqlLexer.EQ -> BinaryOperator.EQ;
            case BiplaneSqlLexer.NE -> BinaryOperator.NE;
            case BiplaneSqlLexer.LT -> BinaryOperator.LT;
            case BiplaneSqlLexer.LE -> BinaryOperator.LE;
            case BiplaneSqlLexer.GT -> BinaryOperator.GT;
            case BiplaneSqlLexer.GE -> BinaryOperator.GE;
            case BiplaneSqlLexer.CONCAT -> BinaryOperator.CONCAT;
            case BiplaneSqlLexer.PLUS -> BinaryOperator.ADD;
            case BiplaneSqlLexer.MINUS -> BinaryOperator.SUBTRACT;
            case BiplaneSqlLexer.STAR -> BinaryOperator.MULTIPLY;
            case BiplaneSqlLexer.SLASH -> BinaryOperator.DIVIDE;
            case BiplaneSqlLexer.DOUBLE_SLASH -> BinaryOperator.FLOOR_DIVIDE;
            case BiplaneSqlLexer.PERCENT -> BinaryOperator.MODULO;
            default ->
                throw new SqlException(SqlState.INTERNAL_ERROR, "no operator " + token.getText());
        };
    }
}
