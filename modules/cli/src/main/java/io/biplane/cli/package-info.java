/**
 * The {@code biplane} command: what surrounds it, how it ends.
 *
 * <p>Entry type: {@link io.biplane.cli.Main}. Commands are in package {@code command}, the folder
 * tree of past runs in package {@code store}.
 *
 * <p>This module is the only one that reads the wall clock, the environment and the terminal;
 * everything it hands on is a value. One thread runs the simulation; a second one exists only while
 * the process is interrupted.
 *
 * <p>Left out: everything that happens in virtual time. Invariants: results go to standard output,
 * all else to standard error; every way to end has a code in {@link io.biplane.cli.ExitCode}.
 * Source: docs/reference/conventions.md §2.
 *
 * <p>Decisions: docs/decisions/0008, docs/decisions/0054.
 */
package io.biplane.cli;
