/**
 * Histories: what clients asked of a system and what they were told, one event a line.
 *
 * <p>Entry types: {@link io.biplane.checker.history.HistoryReader} (JSON lines to events),
 * {@link io.biplane.checker.history.Pairing} (events to operations, as they are read) and
 * {@link io.biplane.checker.history.HistoryWriter}. The format is described in
 * {@code docs/history-format.md}; its words are Jepsen's: {@code invoke}, then {@code ok},
 * {@code fail} (certainly did not happen) or {@code info} (unknown).
 *
 * <p>Invariants: a process runs one operation at a time; an event's index is its position in the
 * history, and real-time order is the order of indexes, never of clocks. An operation that never
 * returned stays open for ever: its return index is {@code Long.MAX_VALUE}.
 *
 * <p>What a file can get wrong is a {@link io.biplane.checker.history.HistoryFormatException} with
 * line and reason. Values are whole numbers ({@link io.biplane.checker.history.Whole}), {@link
 * io.biplane.checker.history.Decimal}, {@code String}, {@code Boolean}, {@code List}, {@code Map} with
 * keys in file order, and {@link io.biplane.checker.history.Nil} for null; from EDN also {@code Double},
 * {@link io.biplane.checker.history.Ratio}, {@code Character} and {@code Set}. Equal values are equal
 * objects. What people see of them goes through {@link io.biplane.checker.history.Visible}.
 *
 * <p>Pure: no thread, no clock. Left out: any judgement.
 *
 * <p>Decisions: docs/decisions/0102.
 */
package io.biplane.checker.history;
