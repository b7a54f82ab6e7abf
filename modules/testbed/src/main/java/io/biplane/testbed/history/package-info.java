/**
 * What clients asked and were told, in order: the record that checkers judge.
 *
 * <p>Entry type: {@link io.biplane.testbed.history.History}. Events carry virtual time and Jepsen's words: {@code invoke}, then
 * {@code ok}, {@code fail} (certainly did not happen) or {@code info} (unknown). One process runs one operation at a time; after
 * {@code info} the process is retired and its client goes on under a new one, as in Jepsen.
 *
 * <p>Appended to by client actors, which all run on the simulation's one thread. Left out: judging (package {@code expect}).
 */
package io.biplane.testbed.history;
