/**
 * All checkers by name, for commands that read a history from anywhere.
 *
 * <p>Entry types: {@link io.biplane.checker.suite.Format} reads JSON lines or Jepsen's EDN into
 * operations; {@link io.biplane.checker.suite.Checkers} finds a checker by name; {@link
 * io.biplane.checker.suite.Settings} has what some of them want to be told; {@link
 * io.biplane.checker.suite.Detection} says which checker a history is plainly meant for. A verdict's
 * validity has the process's exit code.
 *
 * <pre>{@code
 * List<Operation> history = Format.of("run.jsonl").read(reader, event -> true);
 * Verdict verdict = Checkers.find("registers").orElseThrow().check(history, Settings.DEFAULT);
 * }</pre>
 *
 * <p>Left out: models of one's own; pass those to {@link
 * io.biplane.checker.linear.LinearizabilityChecker}.
 *
 * <p>Pure; no thread, no clock, no file.
 *
 * <p>Decisions: docs/decisions/0084.
 */
package io.biplane.checker.suite;
