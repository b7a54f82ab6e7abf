/**
 * The determinism sweep: every scenario file with many seeds, each twice, in two JVMs, all digests equal.
 *
 * <p>Entry type: {@link io.biplane.bench.determinism.Sweep}, the part {@code determinism} of {@code biplane bench}, which is never run
 * unless it is named: it takes hours. The parent starts two {@link io.biplane.bench.determinism.SweepChild} processes with the same
 * jobs in opposite orders, so that what a run leaves behind in its JVM would show as a difference. Each child appends what it found to
 * its own file, whole jobs at a time; the parent reads these files, tells progress, and compares.
 *
 * <p>Invariants: a sweep's folder belongs to one build, whose jars are copied into it, so that the project can be built anew meanwhile;
 * what a file in it says is taken over by the next start with the same build and the same text of the scenario.
 *
 * <p>Left out: shrinking what was found; `biplane run FILE --seed N` shows a run. Thread and time: a child is one thread; the parent
 * waits in wall-clock time.
 *
 * <p>Decisions: docs/decisions/0092.
 */
package io.biplane.bench.determinism;
