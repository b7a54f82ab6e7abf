package io.biplane.checker.edn;

import io.biplane.checker.history.HistoryFormatException;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.ValueCache;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads EDN values one after the other; holds one at a time. Whatever the text, the only exception
 * that is not the source's own is {@link HistoryFormatException}.
 */
final class EdnParser {
    private static final int DEPTH_MAX = 200;
    private static final int BYTE_ORDER_MARK = 0xfeff;

    private final PushbackReader in;
    private final ValueCache cache = new ValueCache();
    private long line = 1;
    private int depth;
    /** What ends the vector or list that the values stand in; 0 if they stand by themselves. */
    private int outerEnd;

    EdnParser(Reader source) {
        this.in = new PushbackReader(source, 2);
    }

    /** Line being read, from 1. */
    long line() {
        return line;
    }

    /**
     * Skips a byte order mark, and enters a vector or list that the values stand in, if they do; its
     * tag is dropped.
     */
    void begin() throws IOException, HistoryFormatException {
        int first = read();
        if (first != BYTE_ORDER_MARK) {
            unread(first);
        }
        int c = skipBlank();
        while (c == '#') {
            int after = read();
            unread(after);
            if (!isTag(after)) {
                break;
            }
            tag();
            c = skipBlank();
            if (c < 0) {
                throw bad("a value is missing");
            }
        }
        outerEnd = c == '[' ? ']' : c == '(' ? ')' : 0;
        if (outerEnd == 0) {
            unread(c);
        }
    }

    /** The next value; empty at the end, after which there is nothing. */
    Optional<Object> next() throws IOException, HistoryFormatException {
        int c = skipBlank();
        if (outerEnd == 0) {
            return c < 0 ? Optional.empty() : Optional.of(value(c));
        }
        if (c < 0) {
            throw bad("the vector does not end");
        }
        if (c != outerEnd) {
            return Optional.of(value(c));
        }
        if (skipBlank() >= 0) {
            throw bad("something stands after the vector");
        }
        return Optional.empty();
    }

    /** A whole text that is one value. */
    static Optional<Object> only(String text) {
        try {
            EdnParser parser = new EdnParser(new StringReader(text));
            Optional<Object> value = parser.next();
            return parser.next().isEmpty() ? value : Optional.empty();
        } catch (IOException | HistoryFormatException none) {
            return Optional.empty();
        }
    }

    private Object value(int c) throws IOException, HistoryFormatException {
        if (++depth > DEPTH_MAX) {
            throw bad("more than " + DEPTH_MAX + " levels");
        }
        Object value = switch (c) {
            case '{' -> map("");
            case '[' -> sequence(']');
            case '(' -> sequence(')');
            case '"' -> string();
            case '\\' -> character();
            case '#' -> dispatched();
            case '}', ']', ')' -> throw bad("an unexpected " + (char) c);
            case ':' -> keyword();
            default -> atom(token(c));
        };
        depth--;
        return value;
    }

    private Object dispatched() throws IOException, HistoryFormatException {
        int c = read();
        if (c == '{') {
            return set();
        }
        if (c == '#') {
            return symbolic(token(read()));
        }
        if (c == '"') {
            return string();
        }
        if (c == ':') {
            return mapOf(keyword());
        }
        unread(c);
        tag();
        return required();
    }

    private static boolean isTag(int c) {
        return c >= 0 && Character.isLetter(c);
    }

    /** Reads the tag of a value, which says nothing to us. */
    private void tag() throws IOException, HistoryFormatException {
        int c = read();
        if (!isTag(c)) {
            throw bad("a tag is missing after #");
        }
        token(c);
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

    /** A character is no text. Its first sign belongs to it whatever it is. */
    private Character character() throws IOException, HistoryFormatException {
        int c = read();
        if (c < 0) {
            throw bad("a character is missing");
        }
        String name = (char) c + token(read());
        return switch (name) {
            case "newline" -> '\n';
            case "space" -> ' ';
            case "tab" -> '\t';
            case "return" -> '\r';
            case "formfeed" -> '\f';
            case "backspace" -> '\b';
            default -> named(name);
        };
    }

    private Character named(String name) throws HistoryFormatException {
        int number = -1;
        if (name.length() == 1) {
            number = name.charAt(0);
        } else if (name.matches("u[0-9A-Fa-f]{4}")) {
            number = Integer.parseInt(name.substring(1), 16);
        } else if (name.matches("o[0-7]{1,3}")) {
            number = Integer.parseInt(name.substring(1), 8);
        }
        if (number < 0
                || number > 0377 && name.charAt(0) == 'o' && name.length() > 1
                || Character.isSurrogate((char) number)) {
            throw bad("there is no character \\" + name);
        }
        return (char) number;
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

    /** Equal to any other with the same elements. */
    private Set<Object> set() throws IOException, HistoryFormatException {
        Set<Object> set = new LinkedHashSet<>();
        for (Object item : sequence('}')) {
            if (!set.add(item)) {
                throw bad(item + " stands twice in a set");
            }
        }
        return Collections.unmodifiableSet(set);
    }

    /** A map whose keys have a name space in common, as Clojure prints it. */
    private Map<Object, Object> mapOf(String space) throws IOException, HistoryFormatException {
        if (skipBlank() != '{') {
            throw bad("a map is missing after #:" + space);
        }
        return map(space);
    }

    /** A keyword of such a map; {@code :_/name} has no name space. */
    private String keyIn(String space) throws IOException, HistoryFormatException {
        String name = keyword();
        return name.startsWith("_/")
                ? name.substring(2)
                : name.indexOf('/') < 0 ? space + "/" + name : name;
    }

    private Map<Object, Object> map(String space) throws IOException, HistoryFormatException {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int c = skipBlank(); c != '}'; c = skipBlank()) {
            if (c < 0) {
                throw bad("} is missing");
            }
            Object key = c == ':' && !space.isEmpty() ? keyIn(space) : value(c);
            if (map.put(key, required()) != null) {
                throw bad(key + " stands twice in a map");
            }
        }
        return Collections.unmodifiableMap(map);
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
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> codeUnit();
            case '\\', '"' -> (char) c;
            default -> octal(c);
        };
    }

    /** One to three digits, at most 377. */
    private char octal(int first) throws IOException, HistoryFormatException {
        int number = Character.digit(first, 8);
        if (number < 0) {
            throw bad(first < 0 ? "the text does not end" : "there is no \\" + (char) first);
        }
        int c = read();
        for (int i = 0; i < 2 && Character.digit(c, 8) >= 0; i++) {
            number = number * 8 + Character.digit(c, 8);
            c = read();
        }
        unread(c);
        if (number > 0377) {
            throw bad("an octal number is at most 377");
        }
        return (char) number;
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

    private Object atom(String token) throws HistoryFormatException {
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
        if (!EdnNumbers.isMeant(token)) {
            return cache.text(token);
        }
        return EdnNumbers.parse(token, cache)
                .orElseThrow(() -> bad(shortened(token) + " is no number"));
    }

    private static String shortened(String token) {
        return token.length() <= 40 ? token : token.substring(0, 40) + "…";
    }

    private String keyword() throws IOException, HistoryFormatException {
        String name = token(read());
        if (name.isEmpty()) {
            throw bad("a name is missing after :");
        }
        return cache.text(name);
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
                if (++depth > DEPTH_MAX) {
                    throw bad("more than " + DEPTH_MAX + " levels");
                }
                required();
                depth--;
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
