package io.biplane.storage.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** Reads what a {@link ByteWriter} wrote; numbers are read from the buffer itself. */
public final class ByteReader {
    private ByteReader() {}

    /** An array with its length in front. */
    public static byte[] readBytes(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException(
                    "a length of " + length + " with " + in.remaining() + " bytes left");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /** UTF-8 text with its length in front. */
    public static String readText(ByteBuffer in) {
        return new String(readBytes(in), UTF_8);
    }
}
