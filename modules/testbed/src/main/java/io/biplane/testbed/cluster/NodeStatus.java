package io.biplane.testbed.cluster;

import io.biplane.base.id.ClusterVersion;

/**
 * One row of the node table.
 *
 * @param name such as {@code n3}
 * @param isRunning whether its process runs
 * @param isReady whether the process has come up and serves
 * @param isDraining whether a drain has begun since the process started
 * @param isDrained whether that drain has ended well
 * @param binary version of the process's binary, or of the last one
 * @param leases ranges it was last known to hold the lease of
 * @param leaders ranges it was last known to lead
 * @param replicas ranges it has a replica of
 * @param sessions client sessions open on it
 */
public record NodeStatus(
        String name,
        boolean isRunning,
        boolean isReady,
        boolean isDraining,
        boolean isDrained,
        ClusterVersion binary,
        int leases,
        int leaders,
        int replicas,
        int sessions) {}
