package io.biplane.sql.parse;

import io.biplane.sql.ast.Expr;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;

import org.antlr.v4.runtime.Token;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Literals and placeholders. Its only state is the highest placeholder it met. */
final class LiteralBuilder {
    /** Source: the PostgreSQL protocol counts parameters in 16 bits. */
    private static final int PLACEHOLDER_MAX = 65_535;

    private int placeholderCount;

    int placeholderCount() {
        return placeholderCount;
    }

    Expr literal(BiplaneSqlParser.PrimaryContext context, int position) {
        Token token = context.getStart();
        String text = token.getText();
        return switch (token.getType()) {
            case BiplaneSqlLexer.INTEGER -> new Expr.IntegerLiteral(text, position);
            case BiplaneSqlLexer.DECIMAL_NUMBER -> new Expr.DecimalLiteral(text, position);
            case BiplaneSqlLexer.TRUE -> new Expr.BoolLiteral(true, position);
            case BiplaneSqlLexer.FALSE -> new Expr.BoolLiteral(false, position);
            case BiplaneSqlLexer.NULL -> new Expr.NullLiteral(position);
            case BiplaneSqlLexer.PLACEHOLDER -> placeholder(token, position);
            case BiplaneSqlLexer.HEX_LITERAL -> hex(text, position);
            case BiplaneSqlLexer.BYTES_LITERAL -> bytes(text, position);
            default -> new Expr.StringLiteral(Names.string(context.string()), position);
        };
    }

    /** A number in a type's parentheses. */
    int smallNumber(Token token) {
        String text = token.getText();
        if (text.length() > 7) {
            throw new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "number " + text + " is too large here",
                    token.getStartIndex() + 1);
        }
        return Integer.parseInt(text);
    }

    private Expr placeholder(Token token, int position) {
        String digits = token.getText().substring(1);
        int number = digits.length() > 5 ? Integer.MAX_VALUE : Integer.parseInt(digits);
        if (number < 1 || number > PLACEHOLDER_MAX) {
            throw new SqlException(
                    SqlState.UNDEFINED_PARAMETER, "there is no parameter $" + digits, position);
        }
        placeholderCount = Math.max(placeholderCount, number);
        return new Expr.Placeholder(number, position);
    }

    private static Expr hex(String text, int position) {
        String digits = text.substring(2, text.length() - 1).toLowerCase(Locale.ROOT);
        if (digits.length() % 2 != 0 || !digits.chars().allMatch(LiteralBuilder::isHexDigit)) {
            throw new SqlException(
                    SqlState.SYNTAX_ERROR, "invalid hexadecimal bytes literal", position);
        }
        return new Expr.BytesLiteral(digits, position);
    }

    private static Expr bytes(String text, int position) {
        String value = Names.unescape(text.substring(2, text.length() - 1), position);
        StringBuilder digits = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            digits.append(Character.forDigit((b >> 4) & 15, 16));
            digits.append(Character.forDigit(b & 15, 16));
        }
        return new Expr.BytesLiteral(digits.toString(), position);
    }

    private static boolean isHexDigit(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    }
}
