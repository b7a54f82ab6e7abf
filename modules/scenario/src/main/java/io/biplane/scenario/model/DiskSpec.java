package io.biplane.scenario.model;

import io.biplane.base.random.Latency;

/**
 * The machines' disks.
 *
 * @param sync time to make a write durable
 */
public record DiskSpec(Latency.Uniform sync) {}
