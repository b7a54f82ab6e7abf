/**
 * What SQL clients do: the statements of a load, drawn operation by operation.
 *
 * <p>Entry type: {@link io.biplane.testbed.workload.Workload}; {@link io.biplane.testbed.workload.Workloads} knows them by name.
 * A workload is pure: it draws from the stream it is given and keeps no clock, no connection and no random source of its own. It says
 * what an operation means to a checker (its {@code f} and value), not whether the answer was right.
 *
 * <p>Left out on purpose: pacing and connections (package {@code client}), verdicts (package {@code expect}).
 *
 * <p>Sources: {@code cockroach workload} kv and bank, whose statements and options are followed.
 */
package io.biplane.testbed.workload;
