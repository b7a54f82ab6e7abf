/**
 * What the parts of a node share: the CPU cost of work, and views of values that one part sets and others read.
 *
 * <p>Entry types: {@link io.biplane.kv.config.KvCostModel} (virtual CPU time charged for work), {@link
 * io.biplane.kv.config.NodeView} (a value that one part of a node sets and others read, such as the
 * active version).
 *
 * <p>Each default is written once, here, with unit and source. Durations are nanoseconds of virtual
 * time. Scenarios may override them; compact constructors refuse values that cannot work together.
 *
 * <p>Left out: virtual clusters' own settings (they are rows), simulator settings (scenario).
 *
 * <p>Sources: docs/reference/operations.md §1, docs/reference/ground-truth.md T5 (CockroachDB {@code
 * pkg/base/config.go}).
 */
package io.biplane.kv.config;
