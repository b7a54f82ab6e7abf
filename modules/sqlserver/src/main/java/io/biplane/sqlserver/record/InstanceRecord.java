package io.biplane.sqlserver.record;

import io.biplane.base.id.ClusterVersion;

import java.util.ArrayList;
import java.util.List;

/**
 * A row of {@code system.sql_instances}: a virtual cluster's SQL server on one node.
 *
 * @param binary version of its program
 * @param expiresAtNanos wall time at which its session ends unless renewed; 40 s ahead (docs/reference/operations.md §1)
 * @param isDraining nobody is to plan work onto it; a column that there is from v24.3 on (cockroach#128283)
 */
public record InstanceRecord(ClusterVersion binary, long expiresAtNanos, boolean isDraining) {
    /** First version with {@link #isDraining}. */
    public static final ClusterVersion HAS_DRAINING = new ClusterVersion(24, 3);

    /** The row as a virtual cluster at {@code version} keeps it. */
    public byte[] encode(ClusterVersion version) {
        List<String> cells = new ArrayList<>();
        cells.add(binary.toString());
        cells.add(String.valueOf(expiresAtNanos));
        if (version.isAtLeast(HAS_DRAINING)) {
            cells.add(String.valueOf(isDraining));
        }
        return RowCodec.encode(cells);
    }

    public static InstanceRecord decode(byte[] value) {
        List<String> cells = RowCodec.decode(value);
        return new InstanceRecord(
                ClusterVersion.parse(cells.get(0)),
                Long.parseLong(cells.get(1)),
                cells.size() > 2 && Boolean.parseBoolean(cells.get(2)));
    }
}
