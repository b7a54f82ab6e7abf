package io.biplane.scenario.model;

import io.biplane.base.random.Latency;

/**
 * All links: one-way latency by distance, and loss.
 *
 * @param withinZone between machines of one zone
 * @param betweenZones between zones of one region
 * @param betweenRegions between regions
 * @param clients between a client and the load balancer or a node
 * @param lossFraction of packets lost, 0 to 1; a connection sends a lost packet again
 */
public record NetworkSpec(
        Latency.Uniform withinZone,
        Latency.Uniform betweenZones,
        Latency.Uniform betweenRegions,
        Latency.Uniform clients,
        double lossFraction) {}
