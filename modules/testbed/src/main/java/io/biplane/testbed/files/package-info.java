/**
 * The files of a run that are written line by line while it goes on: events, history, one log a node.
 *
 * <p>Entry types: {@link io.biplane.testbed.files.RunFiles} and {@link io.biplane.testbed.files.NodeLogs}. All times in
 * them are virtual and nothing depends on locale or machine, so equal runs write equal bytes.
 *
 * <p>Used by the runner, on the simulation's thread. Left out: reports made of results (package {@code report}).
 */
package io.biplane.testbed.files;
