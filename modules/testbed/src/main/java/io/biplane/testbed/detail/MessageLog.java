package io.biplane.testbed.detail;

import java.util.List;

/**
 * Every message in one stretch of a run.
 *
 * @param reason why this stretch, as a sentence's end: {@code from 20 ms before the first step}
 * @param hosts machines, clients first
 * @param fromNanos its begin
 * @param untilNanos its end
 * @param full whether it ends there because it holds as many messages as it may
 * @param messages in the order they were sent
 * @param marks what changed on a machine meanwhile, in order of time
 */
public record MessageLog(
        String reason,
        List<String> hosts,
        long fromNanos,
        long untilNanos,
        boolean full,
        List<Message> messages,
        List<Mark> marks) {
    /** A log of a run in which nothing was kept. */
    public static final MessageLog NONE =
            new MessageLog("", List.of(), 0, 0, false, List.of(), List.of());

    public MessageLog {
        hosts = List.copyOf(hosts);
        messages = List.copyOf(messages);
        marks = List.copyOf(marks);
    }

    /**
     * A change of state on a machine.
     *
     * @param text kind and fields on one line
     */
    public record Mark(long atNanos, String host, String kind, String text) {}
}
