package io.biplane.kernel.akka;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Gives a class file another class name. All names in a class file, descriptors and signatures included, are texts of its
 * constant pool, and everything else refers to them by index; so replacing the name in those texts is enough. Source: The
 * Java Virtual Machine Specification 17, 4.4.
 */
final class ClassFileNames {
    private static final int UTF8 = 1;
    private static final int INTEGER = 3;
    private static final int FLOAT = 4;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int METHOD_HANDLE = 15;
    private static final int METHOD_TYPE = 16;
    private static final int MODULE = 19;
    private static final int PACKAGE = 20;

    private ClassFileNames() {}

    /**
     * The class file with {@code from}'s name replaced by {@code to}.
     *
     * @throws IOException when it is no class file
     */
    static byte[] rename(byte[] classFile, String from, String to) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(classFile.length + 256);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(in.readLong()); // magic and versions
        int count = in.readUnsignedShort();
        out.writeShort(count);
        for (int index = 1; index < count; index++) {
            int tag = in.readUnsignedByte();
            out.writeByte(tag);
            if (tag == UTF8) {
                out.writeUTF(in.readUTF().replace(from.replace('.', '/'), to.replace('.', '/')));
            } else {
                out.write(in.readNBytes(length(tag)));
            }
            if (tag == LONG || tag == DOUBLE) {
                index++; // they take two places
            }
        }
        in.transferTo(out);
        return bytes.toByteArray();
    }

    /** Bytes behind the tag of a constant that is no text. */
    private static int length(int tag) {
        return switch (tag) {
            case LONG, DOUBLE -> 8;
            case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> 2;
            case METHOD_HANDLE -> 3;
            case INTEGER, FLOAT -> 4;
            // Field, method, interface method, name and type, dynamic, invokedynamic: two indexes.
            case 9, 10, 11, 12, 17, 18 -> 4;
            default -> throw new IllegalArgumentException("no constant of a class file: " + tag);
        };
    }
}
