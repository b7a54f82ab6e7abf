package io.biplane.scenario.model;

import io.biplane.base.id.ClusterVersion;
import io.biplane.scenario.source.SourcePosition;

import java.util.List;

/**
 * One application virtual cluster.
 *
 * @param name as in {@code CREATE VIRTUAL CLUSTER}
 * @param ranges into which the table of a load in this virtual cluster is split before scenario
 *     zero
 * @param version active version at the start; at most the cluster's
 * @param settings set inside this virtual cluster before scenario zero, in file order
 * @param mark of the name
 */
public record VirtualClusterSpec(
        String name,
        int ranges,
        ClusterVersion version,
        List<Setting> settings,
        SourcePosition mark) {
    public VirtualClusterSpec {
        settings = List.copyOf(settings);
    }
}
