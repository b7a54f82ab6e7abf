package io.biplane.sql.catalog;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.types.SqlType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Descriptors as bytes. Encoding is a function of the descriptor alone, so that the bytes can serve
 * as guards. The first byte names the format.
 */
public final class DescriptorCodec {
    private static final int FORMAT = 1;

    private DescriptorCodec() {}

    public static byte[] encode(TableDescriptor table) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeLong(table.id());
            out.writeLong(table.version());
            out.writeUTF(table.name());
            out.writeShort(table.columns().size());
            for (ColumnDescriptor column : table.columns()) {
                writeColumn(out, column);
            }
            out.writeShort(table.keyOrdinals().size());
            for (int ordinal : table.keyOrdinals()) {
                out.writeShort(ordinal);
            }
        } catch (IOException impossible) {
            throw new InvariantViolation("writing to memory failed: " + impossible);
        }
        return bytes.toByteArray();
    }

    private static void writeColumn(DataOutputStream out, ColumnDescriptor column)
            throws IOException {
        out.writeInt(column.id());
        out.writeUTF(column.name());
        out.writeUTF(column.type().kind().name());
        out.writeInt(column.type().width());
        out.writeInt(column.type().scale());
        out.writeBoolean(column.isNullable());
        out.writeBoolean(column.isHidden());
        out.writeBoolean(column.defaultSql().isPresent());
        if (column.defaultSql().isPresent()) {
            out.writeUTF(column.defaultSql().get());
        }
    }

    /** The descriptor in {@code bytes}; fails with XX001 when they hold none. */
    public static TableDescriptor decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readUnsignedByte() != FORMAT) {
                throw damaged("unknown format");
            }
            long id = in.readLong();
            long version = in.readLong();
            String name = in.readUTF();
            int columnCount = in.readUnsignedShort();
            List<ColumnDescriptor> columns = new ArrayList<>(columnCount);
            for (int i = 0; i < columnCount; i++) {
                columns.add(readColumn(in));
            }
            int keyCount = in.readUnsignedShort();
            List<Integer> keyOrdinals = new ArrayList<>(keyCount);
            for (int i = 0; i < keyCount; i++) {
                keyOrdinals.add(in.readUnsignedShort());
            }
            return new TableDescriptor(id, version, name, columns, keyOrdinals);
        } catch (IOException | IllegalArgumentException malformed) {
            throw damaged(malformed.toString());
        }
    }

    private static ColumnDescriptor readColumn(DataInputStream in) throws IOException {
        int id = in.readInt();
        String name = in.readUTF();
        SqlType.Kind kind = SqlType.Kind.valueOf(in.readUTF());
        SqlType type = new SqlType(kind, in.readInt(), in.readInt());
        boolean isNullable = in.readBoolean();
        boolean isHidden = in.readBoolean();
        Optional<String> defaultSql =
                in.readBoolean() ? Optional.of(in.readUTF()) : Optional.empty();
        return new ColumnDescriptor(id, name, type, isNullable, isHidden, defaultSql);
    }

    private static SqlException damaged(String reason) {
        return new SqlException(SqlState.DATA_CORRUPTED, "malformed table descriptor: " + reason);
    }
}
