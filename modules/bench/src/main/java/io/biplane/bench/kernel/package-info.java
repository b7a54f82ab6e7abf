/**
 * Benchmarks of the kernel beside plain Akka, in one process.
 *
 * <p>Entry type: {@code KernelBench}; {@code run} adds its figures, targets on ratios.
 * The same actors ({@code Balls})
 * run on the kernel and on {@code PumpedSystem}, which is Akka as shipped over one pumped queue.
 *
 * <p>Invariants: baseline and kernel alternate in every round and medians are printed, so that a
 * noisy machine moves both.
 *
 * <p>Thread and time: the caller's thread; real time, as only here and in the CLI. Left out: JMH,
 * as what is compared are
 * whole systems whose start-up dwarfs its iterations.
 */
package io.biplane.bench.kernel;
