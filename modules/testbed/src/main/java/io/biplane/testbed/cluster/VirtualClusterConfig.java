package io.biplane.testbed.cluster;

import io.biplane.base.id.ClusterVersion;
import io.biplane.settings.registry.SettingAssignment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An application virtual cluster that exists, and serves, when the cluster begins.
 *
 * @param name as in {@code CREATE VIRTUAL CLUSTER}
 * @param ranges into which the INT8 key space of its first table (id 104, one integer key column) is split evenly, at least 1
 * @param version active version; empty means the storage cluster's
 * @param settings its own values, in order
 */
public record VirtualClusterConfig(
        String name,
        int ranges,
        Optional<ClusterVersion> version,
        List<SettingAssignment> settings) {
    public VirtualClusterConfig {
        if (ranges < 1) {
            throw new IllegalArgumentException("virtual cluster " + name + " needs a range");
        }
        settings = List.copyOf(settings);
    }

    /** A virtual cluster at the storage cluster's version, with default settings. */
    public static VirtualClusterConfig of(String name, int ranges) {
        return new VirtualClusterConfig(name, ranges, Optional.empty(), List.of());
    }

    public VirtualClusterConfig withVersion(ClusterVersion newVersion) {
        return new VirtualClusterConfig(name, ranges, Optional.of(newVersion), settings);
    }

    public VirtualClusterConfig with(String setting, String value) {
        List<SettingAssignment> more = new ArrayList<>(settings);
        more.add(new SettingAssignment(setting, value));
        return new VirtualClusterConfig(name, ranges, version, more);
    }
}
