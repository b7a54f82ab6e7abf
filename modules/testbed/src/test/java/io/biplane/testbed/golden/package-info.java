/**
 * Golden runs: a small scenario, what happened in it step by step, and what came of it. They hold what decides red or green.
 *
 * <pre>
 * # Prose, any number of lines: what the run shows.
 * show lease.acquired node.booted      kinds of state changes that stand in the log; optional
 * plant 2s lose_syncs                  a fault the language has no verb for, see {@link io.biplane.testbed.runner.Plant}; optional
 *
 * scenario: at most 25 lines, on heap storage
 * ...
 * ----
 *    2.000s crash: kill n1             a step fires: its id, its verb, the nodes its roles came down to
 *    2.000s crash is done
 *    2.310s   n2 lease.acquired ...    a state change that was asked for
 *    3.000s note ...                   what the console notes
 * held    kv.errors = 0: 0             verdicts of what the file expects, and of the three default checks when they are not held
 * BROKEN  kv.p99 &lt; 1ms: 2.1ms
 * open    ...                          could not be decided
 * FAILED, exit 1
 * </pre>
 *
 * <p>Seed 1. {@code -Dgolden.rewrite=true} rewrites the files that differ, and still fails. Folders say what a file is there for; {@link
 * io.biplane.testbed.golden.GoldenRunsCoverageTest} holds them to the language: {@code verb/} one a verb, {@code check/} each check held
 * and broken, {@code measure/} each measure held and broken, {@code bound/}, {@code scope/}, {@code sometimes/} each word, {@code refused/}
 * each verb that may have to be refused, {@code trigger/}, {@code when/} each state, {@code role/} each target, {@code ending/} each way
 * a run ends.
 */
package io.biplane.testbed.golden;
