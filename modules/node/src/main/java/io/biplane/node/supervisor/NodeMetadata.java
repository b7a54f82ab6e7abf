package io.biplane.node.supervisor;

import io.biplane.base.id.ClusterVersion;
import io.biplane.kernel.host.Disk;
import io.biplane.sqlserver.control.ControlState;

/**
 * What a node keeps on its disk beside its store: the active storage cluster version it has promised to work by, and its last
 * copy of the control state, so that a process that starts knows its virtual clusters before the ranges answer.
 *
 * <p>Source: CockroachDB keeps the version in each store ({@code STORAGE_MIN_VERSION}) and caches system settings in
 * store-local keys ({@code settings_cache.go}). Two mutable fields; both are values.
 */
final class NodeMetadata {
    /** A cell is written in place. */
    private static final long NO_GROWTH = 0;

    private final Disk disk;
    private final Cell cell;

    /** The volume. */
    private static final class Cell {
        private ClusterVersion version;
        private ControlState control;

        Cell(ClusterVersion version) {
            this.version = version;
            this.control = ControlState.initial(version);
        }
    }

    private NodeMetadata(Disk disk, Cell cell) {
        this.disk = disk;
        this.cell = cell;
    }

    /** Opens the volume, or makes it for a cluster that begins at {@code initialVersion}. */
    static NodeMetadata open(Disk disk, ClusterVersion initialVersion) {
        Cell cell = disk.volume("node-memory", () -> new Cell(initialVersion));
        return new NodeMetadata(disk, cell);
    }

    ClusterVersion version() {
        return cell.version;
    }

    ControlState control() {
        return cell.control;
    }

    /** Raises the version; {@code listener} hears when it is durable. A lower one changes nothing. */
    void raise(ClusterVersion to, Disk.SyncListener listener) {
        ClusterVersion before = cell.version;
        if (!before.isAtLeast(to)) {
            cell.version = to;
            disk.written(NO_GROWTH, () -> cell.version = before);
        }
        disk.sync(listener);
    }

    /** Remembers the control state. It may be lost with the power: it is a copy. */
    void remember(ControlState state) {
        ControlState before = cell.control;
        cell.control = state;
        disk.written(NO_GROWTH, () -> cell.control = before);
    }
}
