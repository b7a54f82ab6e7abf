/**
 * Benchmarks of whole clusters: a scenario as the command runs it, idle clusters, booting.
 *
 * <p>Entry types: {@code DrainBench}, {@code IdleBench}; {@code ClusterBench} runs both and reports
 * against their targets.
 *
 * <p>Invariants: nothing is switched off for measuring: the digest, all invariants, the history and
 * the run's files are on, as in every run of the command. Idle clusters boot with the key-value
 * layer's checks on and without clients.
 *
 * <p>Left out: many scenarios in parallel; Chronicle engines, which {@code bench.storage} measures.
 *
 * <p>Thread and time: the caller's thread simulates; virtual time is put over CPU time of that
 * thread and over wall time.
 */
package io.biplane.bench.cluster;
