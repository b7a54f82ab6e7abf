/**
 * One command for all benchmarks.
 *
 * <p>Entry type: {@code Bench}, which {@code biplane bench} starts. Parts: kernel, raft, cluster,
 * sql, storage, checker; each is a package below with its own entry type, which adds {@code Figure}s.
 * Part {@code determinism} is no figure: it stands alone and runs only when named.
 *
 * <p>Invariants: figures are never tests, nothing in the build waits for them; a figure that has a
 * rival is measured beside it in the same run. docs/benchmarks.md has the method and what was
 * measured.
 *
 * <p>Left out: JMH; comparison with earlier runs.
 *
 * <p>Thread and time: one thread, real time.
 */
package io.biplane.bench;
