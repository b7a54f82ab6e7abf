package io.biplane.storage.codec;

import java.nio.ByteBuffer;

/**
 * An object as Akka's serialization wrote it.
 *
 * @param serializerId the serializer's identifier
 * @param manifest what the serializer needs to read it back; may be empty
 * @param bytes its output, not to be changed
 */
public record SerializedPayload(int serializerId, String manifest, byte[] bytes) {
    /** Appends identifier, manifest and bytes. */
    public void writeTo(ByteWriter out) {
        out.writeInt(serializerId);
        out.writeText(manifest);
        out.writeBytes(bytes);
    }

    /** Reads what {@link #writeTo} wrote. */
    public static SerializedPayload readFrom(ByteBuffer in) {
        return new SerializedPayload(
                in.getInt(), ByteReader.readText(in), ByteReader.readBytes(in));
    }

    @Override
    public String toString() {
        return "serializer " + serializerId + " " + manifest + " " + bytes.length + " bytes";
    }
}
