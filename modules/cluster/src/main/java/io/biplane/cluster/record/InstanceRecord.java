package io.biplane.cluster.record;

import io.biplane.kv.api.ClusterVersion;

import java.util.List;

/**
 * A row of {@code system.sql_instances}: a virtual cluster's SQL server on one node.
 *
 * @param binary version of its program
 * @param expiresAtNanos wall time at which its session ends unless renewed; 40 s ahead (reference/operations.md §1)
 */
public record InstanceRecord(ClusterVersion binary, long expiresAtNanos) {
    public byte[] encode() {
        return RowCodec.encode(List.of(binary.toString(), String.valueOf(expiresAtNanos)));
    }

    public static InstanceRecord decode(byte[] value) {
        List<String> cells = RowCodec.decode(value);
        return new InstanceRecord(ClusterVersion.parse(cells.get(0)), Long.parseLong(cells.get(1)));
    }
}
