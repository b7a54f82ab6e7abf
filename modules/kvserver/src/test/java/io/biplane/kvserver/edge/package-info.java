/**
 * Simulations of the edge of the key-value layer without Raft: clients, walls and liveness on
 * simulated hosts, over ranges whose replicas share one engine, as if replication took no time and
 * never failed. What is true of leases is set by the test.
 *
 * <p>Entry type: {@link io.biplane.kvserver.edge.EdgeCluster}. What only real replication can show is
 * tested with the whole layer.
 */
package io.biplane.kvserver.edge;
