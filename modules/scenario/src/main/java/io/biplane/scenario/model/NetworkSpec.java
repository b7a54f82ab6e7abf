package io.biplane.scenario.model;

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
        LatencySpec withinZone,
        LatencySpec betweenZones,
        LatencySpec betweenRegions,
        LatencySpec clients,
        double lossFraction) {}
