package io.biplane.checker.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON values as plain Java values and back; see the package page for the types. */
public final class JsonValues {
    /** Texts and names may be as long as memory allows; Jackson's own limits are 20 million signs. */
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxStringLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .maxNumberLength(Whole.DIGITS_MAX)
            .build();

    private JsonValues() {}

    /** JSON that is well-formed and still none of ours; the message says why. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String reason) {
            super(reason);
        }
    }

    /** What parsers of histories come from: no text is too long, no names are too many. */
    public static JsonFactory factory() {
        return JsonFactory.builder()
                .streamReadConstraints(LIMITS)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                .build();
    }

    /** Reads the value at the parser's current token and leaves the parser at its last token. */
    public static Object read(JsonParser parser, ValueCache cache) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case VALUE_NUMBER_INT -> integer(parser, cache);
            case VALUE_NUMBER_FLOAT -> decimal(parser.getText());
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

    private static Object decimal(String text) throws IOException {
        if (text.length() > Whole.DIGITS_MAX) {
            throw new Refused("a number of more than " + Whole.DIGITS_MAX + " digits");
        }
        try {
            return Decimal.parse(text);
        } catch (NumberFormatException tooFar) {
            throw new Refused("the number " + text + " is too large or too small");
        }
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
            if (fields.put(name, read(parser, cache)) != null) {
                throw new Refused("\"" + name + "\" stands twice");
            }
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
        } else if (value instanceof Decimal number) {
            out.writeNumber(number.toString());
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Nil) {
            out.writeNull();
        } else if (value instanceof Collection<?> list) {
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
