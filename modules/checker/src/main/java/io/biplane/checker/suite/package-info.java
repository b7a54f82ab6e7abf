/**
 * All checkers by name, for commands that read a history from anywhere.
 *
 * <p>Entry type: {@link io.biplane.checker.suite.Checkers}: {@code names()} lists them with a
 * sentence each, {@code read} takes JSON lines or Jepsen's EDN, {@code check} gives the verdict,
 * whose validity has the process's exit code.
 *
 * <p>Left out: checkers that need figures of their own, such as the bank's total or latency
 * budgets; call those of package {@code domain}.
 *
 * <p>Pure; no thread, no clock, no file.
 */
package io.biplane.checker.suite;
