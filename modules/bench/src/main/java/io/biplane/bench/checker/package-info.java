/**
 * What checking a history costs: linearizability of registers, isolation of list-append
 * transactions, and worst cases.
 *
 * <p>Entry type: {@link io.biplane.bench.checker.CheckerBench}. Histories come from {@link
 * io.biplane.bench.checker.MadeHistories} (a correct database in memory, each operation taking
 * effect at one instant between its events, outcomes partly unknown) and {@link
 * io.biplane.bench.checker.WorstCase}, and go into a file. {@link io.biplane.bench.checker.CheckOne}
 * reads and checks it in a virtual machine of its own, whose heap is the target's: a checker that
 * needed more would fail there.
 *
 * <p>Each figure also demands the right verdict: a wrong one stops the run. Making histories is not
 * measured; reading them is, beside.
 *
 * <p>Thread and time: one thread, its CPU time.
 *
 * <p>Sources: the targets are those of the checkers' task.
 */
package io.biplane.bench.checker;
