package io.biplane.checker.history;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON values as plain Java values and back; see the package page for the types. */
public final class JsonValues {
    private JsonValues() {}

    /** Reads the value at the parser's current token and leaves the parser at its last token. */
    public static Object read(JsonParser parser, ValueCache cache) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case VALUE_NUMBER_INT -> integer(parser, cache);
            case VALUE_NUMBER_FLOAT -> (Object) parser.getDoubleValue();
            case VALUE_STRING -> cache.text(parser.getText());
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> Nil.NIL;
            case START_ARRAY -> array(parser, cache);
            case START_OBJECT -> object(parser, cache);
            default -> throw new IOException("no value but " + token);
        };
    }

    private static Object integer(JsonParser parser, ValueCache cache) throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? (Object) parser.getBigIntegerValue()
                : cache.number(parser.getLongValue());
    }

    private static List<Object> array(JsonParser parser, ValueCache cache) throws IOException {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(read(parser, cache));
        }
        return List.copyOf(items);
    }

    private static Map<String, Object> object(JsonParser parser, ValueCache cache)
            throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = cache.text(parser.currentName());
            parser.nextToken();
            fields.put(name, read(parser, cache));
        }
        return fields;
    }

    /** Writes a value; anything that is no JSON type is written as its text. */
    public static void write(JsonGenerator out, Object value) throws IOException {
        if (value instanceof Long number) {
            out.writeNumber(number);
        } else if (value instanceof Integer number) {
            out.writeNumber(number);
        } else if (value instanceof Double number) {
            out.writeNumber(number);
        } else if (value instanceof BigInteger number) {
            out.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Nil) {
            out.writeNull();
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            for (Object item : list) {
                write(out, item);
            }
            out.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeFieldName(String.valueOf(entry.getKey()));
                write(out, entry.getValue());
            }
            out.writeEndObject();
        } else {
            out.writeString(String.valueOf(value));
        }
    }
}
