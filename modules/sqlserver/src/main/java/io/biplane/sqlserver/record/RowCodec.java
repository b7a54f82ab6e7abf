package io.biplane.sqlserver.record;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A row's value as a list of texts: each its length in four bytes, then its UTF-8 bytes. */
public final class RowCodec {
    private RowCodec() {}

    public static byte[] encode(List<String> cells) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String cell : cells) {
            byte[] bytes = cell.getBytes(StandardCharsets.UTF_8);
            out.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    /** The inverse of {@link #encode}. */
    public static List<String> decode(byte[] value) {
        List<String> cells = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(value);
        while (in.hasRemaining()) {
            byte[] bytes = new byte[in.getInt()];
            in.get(bytes);
            cells.add(new String(bytes, StandardCharsets.UTF_8));
        }
        return cells;
    }

    /** A row of one text. */
    public static byte[] encode(String cell) {
        return encode(List.of(cell));
    }

    /** The text of a row of one. */
    public static String decodeOne(byte[] value) {
        return decode(value).get(0);
    }
}
