package io.biplane.kvserver.bootstrap;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Key;
import io.biplane.kv.api.RangeDescriptor;

import java.util.List;

/**
 * One range of a new cluster.
 *
 * @param descriptor its span and replicas
 * @param preferredLeaseholder the node that campaigns and takes the lease at start-up, so that load begins warm; it has a
 *     replica
 * @param rows what the range holds to begin with, by key; all keys lie in the span
 */
public record RangeSeed(RangeDescriptor descriptor, NodeId preferredLeaseholder, List<Row> rows) {
    /** One initial key and value. */
    public record Row(Key key, byte[] value) {}

    public RangeSeed {
        rows = List.copyOf(rows);
        if (!descriptor.isOn(preferredLeaseholder)) {
            throw new IllegalArgumentException(
                    descriptor.id() + " has no replica on " + preferredLeaseholder);
        }
        for (Row row : rows) {
            if (!descriptor.span().contains(row.key())) {
                throw new IllegalArgumentException(descriptor.id() + " does not hold " + row.key());
            }
        }
    }
}
