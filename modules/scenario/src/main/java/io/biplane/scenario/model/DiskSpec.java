package io.biplane.scenario.model;

/**
 * The machines' disks.
 *
 * @param sync time to make a write durable
 */
public record DiskSpec(LatencySpec sync) {}
