package io.biplane.checker.edn;

import io.biplane.checker.history.HistoryFormatException;
import io.biplane.checker.history.Nil;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads EDN values one after the other; holds one at a time. */
final class EdnParser {
    private static final int DEPTH_MAX = 200;

    private final PushbackReader in;
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
            case '\\' -> token(read());
            case '#' -> dispatched();
            case '}', ']', ')' -> throw bad("an unexpected " + (char) c);
            case ':' -> token(read());
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
        token(c);
        return required();
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
        return items;
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
            text.append(c == '\\' ? escaped(read()) : (char) c);
        }
        return text.toString();
    }

    private static char escaped(int c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            default -> (char) c;
        };
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

    private static Object atom(String token) {
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
        if (token.matches("[+-]?\\d+N?")) {
            BigInteger number = new BigInteger(token.replaceAll("[N+]", ""));
            return number.bitLength() < 64 ? (Object) number.longValue() : number;
        }
        if (token.matches("[+-]?\\d+(\\.\\d*)?([eE][+-]?\\d+)?M?")) {
            return Double.valueOf(token.replace("M", ""));
        }
        return token;
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
