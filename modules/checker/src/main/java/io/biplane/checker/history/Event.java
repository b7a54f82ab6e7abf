package io.biplane.checker.history;

/**
 * One line of a history.
 *
 * @param index position in the history, from 0; the real-time order of events
 * @param process one sequential thread of operations
 * @param type invoke, ok, fail or info
 * @param f the operation's name
 * @param value argument of an invocation, result of a completion; see the package's value types
 * @param atNanos virtual time
 * @param context the rest
 */
public record Event(
        long index,
        long process,
        EventType type,
        String f,
        Object value,
        long atNanos,
        Context context) {}
