package io.biplane.checker.edn;

import io.biplane.checker.history.HistoryFormatException;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.ValueCache;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads EDN values one after the other; holds one at a time. */
final class EdnParser {
    private static final int DEPTH_MAX = 200;
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d+(\\.\\d*)?([eE][+-]?\\d+)?M?");

    private final PushbackReader in;
    private final ValueCache cache = new ValueCache();
    private long line = 1;
    private int depth;

    EdnParser(Reader source) {
        this.in = new PushbackReader(source, 1);
    }

    /** Line being read, from 1. */
    long line() {
        return line;
    }

    /** The next value; empty at the end. */
    Optional<Object> next() throws IOException, HistoryFormatException {
        int c = skipBlank();
        return c < 0 ? Optional.empty() : Optional.of(value(c));
    }

    /** Enters a vector or list that the values stand in; false if they stand by themselves. */
    boolean enterVector() throws IOException, HistoryFormatException {
        int c = skipBlank();
        if (c == '[' || c == '(') {
            return true;
        }
        unread(c);
        return false;
    }

    /** The next value in a vector entered before; empty at its end. */
    Optional<Object> nextInVector() throws IOException, HistoryFormatException {
        int c = skipBlank();
        if (c < 0) {
            throw bad("the vector does not end");
        }
        return c == ']' || c == ')' ? Optional.empty() : Optional.of(value(c));
    }

    private Object value(int c) throws IOException, HistoryFormatException {
        if (++depth > DEPTH_MAX) {
            throw bad("more than " + DEPTH_MAX + " levels");
        }
        Object value = switch (c) {
            case '{' -> map();
            case '[' -> sequence(']');
            case '(' -> sequence(')');
            case '"' -> string();
            case '\\' -> character();
            case '#' -> dispatched();
            case '}', ']', ')' -> throw bad("an unexpected " + (char) c);
            case ':' -> cache.text(token(read()));
            default -> atom(token(c));
        };
        depth--;
        return value;
    }

    private Object dispatched() throws IOException, HistoryFormatException {
        int c = read();
        if (c == '{') {
            return sequence('}');
        }
        if (c == '#') {
            return symbolic(token(read()));
        }
        if (c == '"') {
            return string();
        }
        token(c);
        return required();
    }

    /** What Clojure writes for numbers that are none. */
    private Object symbolic(String name) throws HistoryFormatException {
        return switch (name) {
            case "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            case "NaN" -> Double.NaN;
            default -> throw bad("an unexpected ##" + name);
        };
    }

    /** A character becomes a text; its first sign belongs to it whatever it is. */
    private String character() throws IOException, HistoryFormatException {
        int c = read();
        if (c < 0) {
            throw bad("a character is missing");
        }
        String rest = token(read());
        return switch ((char) c + rest) {
            case "newline" -> "\n";
            case "space" -> " ";
            case "tab" -> "\t";
            case "return" -> "\r";
            default -> (char) c + rest;
        };
    }

    private Object required() throws IOException, HistoryFormatException {
        int c = skipBlank();
        if (c < 0) {
            throw bad("a value is missing");
        }
        return value(c);
    }

    private List<Object> sequence(char end) throws IOException, HistoryFormatException {
        List<Object> items = new ArrayList<>();
        for (int c = skipBlank(); c != end; c = skipBlank()) {
            if (c < 0) {
                throw bad(end + " is missing");
            }
            items.add(value(c));
        }
        return List.copyOf(items);
    }

    private Map<Object, Object> map() throws IOException, HistoryFormatException {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int c = skipBlank(); c != '}'; c = skipBlank()) {
            if (c < 0) {
                throw bad("} is missing");
            }
            Object key = value(c);
            map.put(key, required());
        }
        return map;
    }

    private String string() throws IOException, HistoryFormatException {
        StringBuilder text = new StringBuilder();
        for (int c = read(); c != '"'; c = read()) {
            if (c < 0) {
                throw bad("the text does not end");
            }
            text.append(c == '\\' ? escaped() : (char) c);
        }
        return cache.text(text.toString());
    }

    private char escaped() throws IOException, HistoryFormatException {
        int c = read();
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'u' -> codeUnit();
            default -> (char) c;
        };
    }

    private char codeUnit() throws IOException, HistoryFormatException {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(read(), 16);
            if (digit < 0) {
                throw bad("four hexadecimal digits are needed after \\u");
            }
            unit = unit * 16 + digit;
        }
        return (char) unit;
    }

    private String token(int first) throws IOException {
        StringBuilder text = new StringBuilder();
        int c = first;
        while (c >= 0 && !Character.isWhitespace(c) && "{}[](),\";".indexOf(c) < 0) {
            text.append((char) c);
            c = read();
        }
        unread(c);
        return text.toString();
    }

    private Object atom(String token) {
        switch (token) {
            case "nil":
                return Nil.NIL;
            case "true":
                return true;
            case "false":
                return false;
            default:
                break;
        }
        int digits = token.charAt(0) == '-' || token.charAt(0) == '+' ? 1 : 0;
        if (digits == token.length() || !isDigit(token.charAt(digits))) {
            return cache.text(token);
        }
        int end = digits;
        while (end < token.length() && isDigit(token.charAt(end))) {
            end++;
        }
        if (end == token.length() && end - digits < 18) {
            return cache.number(Long.parseLong(token));
        }
        if (end == token.length() || end == token.length() - 1 && token.charAt(end) == 'N') {
            BigInteger number = new BigInteger(token.substring(0, end).replace("+", ""));
            return number.bitLength() < 64 ? (Object) number.longValue() : number;
        }
        return DECIMAL.matcher(token).matches()
                ? (Object) Double.valueOf(token.replace("M", ""))
                : cache.text(token);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private int skipBlank() throws IOException, HistoryFormatException {
        int c = read();
        while (c >= 0) {
            if (c == ';') {
                while (c >= 0 && c != '\n') {
                    c = read();
                }
            } else if (c == '#') {
                int after = read();
                if (after != '_') {
                    unread(after);
                    return c;
                }
                required();
                c = read();
            } else if (Character.isWhitespace(c) || c == ',') {
                c = read();
            } else {
                return c;
            }
        }
        return c;
    }

    private int read() throws IOException {
        int c = in.read();
        line += c == '\n' ? 1 : 0;
        return c;
    }

    private void unread(int c) throws IOException {
        if (c >= 0) {
            in.unread(c);
            line -= c == '\n' ? 1 : 0;
        }
    }

    private HistoryFormatException bad(String reason) {
        return new HistoryFormatException(line, reason);
    }
}
