package io.biplane.kernel.inbox;

/**
 * One input from outside, and the place at which it was let in.
 *
 * <p>The instant alone is no place: many tasks and events share one, and input comes in between any two
 * of them. The step count is one, since the same run takes the same steps. The instant is kept beside it
 * because virtual time also moves where no step is taken, and so that a replay on another course is
 * noticed.
 *
 * @param afterSteps tasks and events that had been carried out before it, 0 or more
 * @param atNanos virtual instant, nanoseconds since the start, 0 or more
 * @param channel who takes it, such as {@code console}
 * @param payload what it was; its text goes into the trace, so it must read the same in every JVM
 */
public record RecordedInput(long afterSteps, long atNanos, String channel, Object payload) {
    public RecordedInput {
        if (afterSteps < 0 || atNanos < 0) {
            throw new IllegalArgumentException(
                    "no place in a run: after " + afterSteps + " steps at " + atNanos + " ns");
        }
    }
}
