/**
 * The raw Raft core against MicroRaft, both stepped by one thread in virtual time.
 *
 * <p>Entry type: {@link io.biplane.bench.raft.RaftBench}. Same event loop, same latency, same
 * clients, same payloads and same state machine for both; logs are in memory and a write is durable
 * at once, as in the peers of docs/reference/peers.md.
 *
 * <p>Left out: disk, serialization, threads. Wall-clock and CPU time are read here, which only
 * benchmarks may.
 */
package io.biplane.bench.raft;
