/**
 * A whole cluster in a simulation: what scenario runners, tests and tools drive.
 *
 * <p>Entry type: {@link io.biplane.testbed.cluster.SimCluster}; {@link io.biplane.testbed.cluster.ClusterConfig} describes it, {@link
 * io.biplane.testbed.cluster.SimNode} is one machine with its process.
 *
 * <p>Leaves out: clients, load balancers, workloads, scripts. Network rules, disks, clocks and CPUs are reached through the
 * simulation and the nodes' hosts.
 *
 * <p>Invariants: what is reported about leases, leaders and sessions comes from the run's own state changes; asking changes
 * nothing.
 *
 * <p>Thread and time: called outside any host, between {@code run…} calls or from control events; listeners are called
 * likewise.
 *
 * <p>Sources: docs/architecture.md.
 *
 * <p>Decisions: docs/decisions/0065.
 */
package io.biplane.testbed.cluster;
