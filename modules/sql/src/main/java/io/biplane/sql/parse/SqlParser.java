package io.biplane.sql.parse;

import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;

import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Parses one statement. Stateless; called on a session's thread.
 *
 * <p>Two stages, as ANTLR's authors advise (Parr, Harwell, Fisher: "Adaptive LL(*) Parsing", 2014,
 * §6): fast SLL first; only when that fails, full LL, whose error is the one reported.
 */
public final class SqlParser {
    /**
     * Nested parentheses, CASEs and prefix operators a text may have. Our choice: keeps the
     * recursive descent within the smallest default stack.
     */
    static final int NESTING_MAX = 150;

    private SqlParser() {}

    /** The statement of {@code text}; fails with 42601, 0A000 or 54001. */
    public static ParsedStatement parse(String text) {
        BiplaneSqlLexer lexer = new BiplaneSqlLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        NestingLimit.check(tokens.getTokens());
        UnsupportedStatements.check(tokens.getTokens());
        BiplaneSqlParser.SingleStatementContext tree = parseTree(tokens);
        AstBuilder builder = new AstBuilder();
        return new ParsedStatement(
                builder.statement(tree.statement()), tokens.size() - 1, builder.placeholderCount());
    }

    private static BiplaneSqlParser.SingleStatementContext parseTree(CommonTokenStream tokens) {
        BiplaneSqlParser parser = new BiplaneSqlParser(tokens);
        parser.removeErrorListeners();
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        parser.setErrorHandler(new BailErrorStrategy());
        try {
            return parser.singleStatement();
        } catch (ParseCancellationException possiblyTooNarrow) {
            BiplaneSqlParser full = new BiplaneSqlParser(tokens);
            tokens.seek(0);
            full.removeErrorListeners();
            full.addErrorListener(new FirstError());
            full.getInterpreter().setPredictionMode(PredictionMode.LL);
            return full.singleStatement();
        }
    }

    /** The error at {@code token}, worded as PostgreSQL words it. */
    static SqlException syntaxError(Token token) {
        int position = token.getStartIndex() + 1;
        if (token.getType() == Token.EOF) {
            return new SqlException(
                    SqlState.SYNTAX_ERROR, "syntax error at end of input", position);
        }
        String what = switch (token.getType()) {
            case BiplaneSqlLexer.UNTERMINATED_STRING -> "unterminated quoted string";
            case BiplaneSqlLexer.UNTERMINATED_IDENTIFIER -> "unterminated quoted identifier";
            default -> "syntax error";
        };
        return new SqlException(
                SqlState.SYNTAX_ERROR, what + " at or near \"" + token.getText() + "\"", position);
    }

    /** Ends parsing at the first error. */
    private static final class FirstError extends BaseErrorListener {
        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                Object offendingSymbol,
                int line,
                int column,
                String message,
                RecognitionException cause) {
            throw SqlParser.syntaxError((Token) offendingSymbol);
        }
    }
}
