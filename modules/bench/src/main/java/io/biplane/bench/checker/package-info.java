/**
 * What checking a history costs: linearizability of registers, isolation of list-append
 * transactions, and the worst case.
 *
 * <p>Entry type: {@link io.biplane.bench.checker.CheckerBench}. Histories come from {@link
 * io.biplane.bench.checker.MadeHistories}: a correct database in memory, each operation taking
 * effect at one instant between its events, outcomes partly unknown. Making them is not measured.
 *
 * <p>Each figure also demands the right verdict: a wrong one stops the run.
 *
 * <p>Leaves out: reading files. Thread and time: one thread, its CPU time. The largest history
 * needs a heap of 3 GiB.
 *
 * <p>Sources: the targets are those of the checkers' task.
 */
package io.biplane.bench.checker;
