package io.biplane.kv.keys;

import io.biplane.base.id.TenantId;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;

import java.util.OptionalInt;

/**
 * Keys as people read them: {@code /Meta/…}, {@code /System/NodeLiveness/3}, {@code
 * /Tenant/3/Table/104/1/…}.
 */
public final class KeyPrinter {
    private static final int BYTES_MARKER = 0x12;

    private KeyPrinter() {}

    /** The key as a path. Never fails: what has no known form is printed as escaped bytes. */
    public static String print(Key key) {
        if (key.equals(Key.MIN)) {
            return "/Min";
        }
        if (key.compareTo(Key.MAX) >= 0) {
            return "/Max";
        }
        if (key.compareTo(Keyspace.TENANTS_START) >= 0) {
            return tenant(key);
        }
        if (key.compareTo(Keyspace.TABLES_START) >= 0) {
            return table(key.bytes(), 0);
        }
        if (key.startsWith(Keyspace.LIVENESS_PREFIX)) {
            return "/System/NodeLiveness" + values(key.bytes(), Keyspace.LIVENESS_PREFIX.length());
        }
        if (key.equals(Keyspace.LIVENESS.end())) {
            return "/System/NodeLivenessMax";
        }
        if (key.bytes()[0] == 0x02) {
            return "/Meta" + print(MetaKeys.rangeEnd(key));
        }
        return key.bytes()[0] == 0x04 ? "/System/" + escaped(key.bytes(), 1) : "/" + key;
    }

    /**
     * A span in braces: {@code {/Tenant/3-/Tenant/4}}; the common way of printing spans of a
     * tenant.
     */
    public static String print(Span span) {
        return "{" + print(span.start()) + "-" + print(span.end()) + "}";
    }

    /** A tenant's keyspace as the modelled system prints it in errors: {@code /Tenant/{3-4}}. */
    public static String printKeyspace(TenantId tenant) {
        return tenant.isSystem()
                ? "/{Min-Max}"
                : "/Tenant/{" + tenant.value() + "-" + (tenant.value() + 1) + "}";
    }

    private static String tenant(Key key) {
        byte[] bytes = key.bytes();
        OptionalInt length = OrderedNumbers.lengthAt(bytes, 1);
        if (length.isEmpty()) {
            return bytes.length == 1 ? "/Tenant" : "/Tenant/" + escaped(bytes, 1);
        }
        int rest = 1 + length.getAsInt();
        String tenant = "/Tenant/" + OrderedNumbers.valueAt(bytes, 1);
        return rest == bytes.length ? tenant : tenant + table(bytes, rest);
    }

    private static String table(byte[] bytes, int offset) {
        OptionalInt length = OrderedNumbers.lengthAt(bytes, offset);
        if (length.isEmpty()) {
            return "/" + escaped(bytes, offset);
        }
        return "/Table/"
                + OrderedNumbers.valueAt(bytes, offset)
                + values(bytes, offset + length.getAsInt());
    }

    private static String values(byte[] bytes, int from) {
        StringBuilder text = new StringBuilder();
        int at = from;
        while (at < bytes.length) {
            OptionalInt length = OrderedNumbers.lengthAt(bytes, at);
            if (length.isPresent()) {
                text.append('/').append(OrderedNumbers.valueAt(bytes, at));
                at += length.getAsInt();
            } else if ((bytes[at] & 0xff) == BYTES_MARKER) {
                int end = at + 1;
                while (end < bytes.length && bytes[end] != 0) {
                    end++;
                }
                text.append("/\"").append(escaped(bytes, at + 1, end)).append('"');
                at = Math.min(end + 2, bytes.length);
            } else {
                return text.append('/').append(escaped(bytes, at)).toString();
            }
        }
        return text.toString();
    }

    private static String escaped(byte[] bytes, int from) {
        return escaped(bytes, from, bytes.length);
    }

    private static String escaped(byte[] bytes, int from, int to) {
        return Key.wrap(java.util.Arrays.copyOfRange(bytes, from, to)).toString();
    }
}
