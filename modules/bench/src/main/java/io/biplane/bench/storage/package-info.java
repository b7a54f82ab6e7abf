/**
 * What the store costs: nanoseconds an operation of both engines beside a plain {@link java.util.TreeMap}, and batches a second
 * through the journals' stores.
 *
 * <p>Entry type: {@link io.biplane.bench.storage.StorageBench}. All figures of one run come from the same process, rounds
 * alternating between the subjects, medians printed; compare ratios within a run, not figures between machines.
 *
 * <p>Left out: the modelled disk (a disk that takes everything at once stands in for it) and Akka Persistence above the
 * journals' stores.
 *
 * <p>Thread and time: one thread, wall clock.
 */
package io.biplane.bench.storage;
