package io.biplane.report.console;

import io.biplane.kernel.trace.StateChange;
import io.biplane.kernel.trace.TraceEvent;
import io.biplane.testbed.observe.MessageText;

/** One event of a trace on one line: virtual time since the run's zero, number, machine, what it is, content. */
public final class TraceLine {
    private TraceLine() {}

    /**
     * The line.
     *
     * @param number events executed before it
     */
    public static String of(long atNanos, long number, TraceEvent event) {
        return Rows.format(
                        "%15.9fs %9d  %-11s %-8s %s",
                        Rows.seconds(atNanos), number, event.host(), word(event), content(event))
                .stripTrailing();
    }

    private static String word(TraceEvent event) {
        if (event instanceof TraceEvent.Delivery) {
            return "deliver";
        }
        if (event instanceof TraceEvent.PacketVerdict packet) {
            return packet.arrives() ? "send" : "lose";
        }
        if (event instanceof TraceEvent.StateChanged) {
            return "state";
        }
        if (event instanceof TraceEvent.Fault) {
            return "fault";
        }
        return event instanceof TraceEvent.TimerFired ? "timer" : "input";
    }

    private static String content(TraceEvent event) {
        if (event instanceof TraceEvent.Delivery delivery) {
            return delivery.actor() + " takes " + MessageText.of(delivery.message());
        }
        if (event instanceof TraceEvent.PacketVerdict packet) {
            String arrival = packet.arrives()
                    ? Rows.format(
                            "to %s in %.6fms: ",
                            packet.to(), (packet.arrivesAtNanos() - packet.atNanos()) / 1e6)
                    : "to " + packet.to() + ", " + packet.verdict() + ": ";
            return arrival + MessageText.of(packet.message());
        }
        if (event instanceof TraceEvent.StateChanged changed) {
            StringBuilder text = new StringBuilder(changed.change().kind());
            for (StateChange.Field field : changed.change().fields()) {
                text.append(' ').append(field.name()).append('=').append(field.value());
            }
            return text.toString();
        }
        if (event instanceof TraceEvent.Fault fault) {
            return fault.kind() + " " + fault.detail();
        }
        return event instanceof TraceEvent.OutsideInput input
                ? input.channel() + " " + input.input()
                : "";
    }
}
