/**
 * Timings of the key-value layer: the modelled system's defaults, and what may be changed while a node runs.
 *
 * <p>Entry types: {@link io.biplane.settings.kv.KvConfig} (timings, read by every part of the layer), {@link
 * io.biplane.settings.kv.KvSettings} (the part that cluster settings change), {@link
 * io.biplane.settings.kv.ClockLimits} (how far clocks may be apart).
 *
 * <p>Each default is written once, here, with unit and source. Durations are nanoseconds of virtual time. Scenarios may
 * override them; compact constructors refuse values that cannot work together.
 *
 * <p>Leaves out: the CPU cost of work ({@code kv.config}), virtual clusters' own settings (they are rows).
 *
 * <p>Thread and time: immutable values, any thread, no time of their own.
 *
 * <p>Sources: docs/reference/operations.md §1, docs/reference/ground-truth.md T5 (CockroachDB {@code pkg/base/config.go}).
 */
package io.biplane.settings.kv;
