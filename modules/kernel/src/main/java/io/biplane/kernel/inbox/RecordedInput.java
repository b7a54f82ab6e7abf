package io.biplane.kernel.inbox;

/**
 * One input from outside, as it was let in.
 *
 * @param atNanos virtual instant
 * @param channel who takes it, such as {@code console}
 * @param payload what it was; its text goes into the trace, so it must read the same in every JVM
 */
public record RecordedInput(long atNanos, String channel, Object payload) {}
