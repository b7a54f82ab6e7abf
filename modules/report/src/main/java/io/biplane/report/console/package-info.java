/**
 * What a run prints: rows while it goes on, tables and verdict at its end, in the formats that
 * users of CockroachDB's workload tool and of k6 know.
 *
 * <p>Entry types: {@link io.biplane.report.console.LiveConsole} (a {@code RunObserver}) and
 * {@link io.biplane.report.console.Summary}. {@link io.biplane.report.console.Style} decides
 * colour and symbols and is the only class that knows escape codes.
 *
 * <p>Results go to the output given; progress goes to another one (standard error of a terminal).
 * Wall-clock time is passed in by the caller; nothing here reads a clock or the environment.
 *
 * <p>Left out: files (package {@code report}). Source of the formats: docs/reference/conventions.md §1.2 and
 * §2.4.
 */
package io.biplane.report.console;
