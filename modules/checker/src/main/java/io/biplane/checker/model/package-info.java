/**
 * Sequential models: what each operation does when operations run one at a time.
 *
 * <p>Entry type: {@link io.biplane.checker.model.Model}, which users may implement for objects of
 * their own. Ready-made: registers with compare-and-set and several at a time, maps, texts
 * that are appended to, counters, sets, queues with order and without, mutexes, banks.
 *
 * <p>Invariants a model must keep: states are values with {@code equals} and {@code hashCode};
 * a transition is a function of the state (deterministic, no side effects); operations of different
 * partitions never see each other's effects. The search relies on all three.
 *
 * <p>Pure; no thread, no clock. Left out: searching for an order (package {@code linear}).
 *
 * <p>Decisions: docs/decisions/0095.
 */
package io.biplane.checker.model;
