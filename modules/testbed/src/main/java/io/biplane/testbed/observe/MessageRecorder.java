package io.biplane.testbed.observe;

import io.biplane.kernel.trace.StateChange;
import io.biplane.kernel.trace.Trace;
import io.biplane.kernel.trace.TraceEvent;
import io.biplane.kernel.trace.TraceListener;
import io.biplane.scenario.model.Scenario;
import io.biplane.scenario.timeline.Trigger;
import io.biplane.testbed.detail.Message;
import io.biplane.testbed.detail.MessageLog;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Keeps every message between machines for one stretch of a run: from shortly before the first step of the timeline, or from the
 * run's zero when there is none. Outside that stretch it listens to nothing, so it costs nothing there.
 */
public final class MessageRecorder implements TraceListener {
    /** As many as Maelstrom draws. Source: its documentation of {@code messages.svg}. */
    public static final int MESSAGES_MAX = 10_000;
    /** Quiet time before the first step, to show what is ordinary. Our choice: several round trips. */
    private static final long LEAD_NANOS = 20_000_000L;
    /** Longest stretch. Our choice: longer than a lease takes to move away from a dead node. */
    private static final long LENGTH_NANOS_MAX = 8_000_000_000L;

    private static final int MARKS_MAX = 1_000;

    private final Trace trace;
    private final List<String> hosts;
    private final OptionalLong opensAtNanos;
    private final List<Message> messages = new ArrayList<>();
    private final List<MessageLog.Mark> marks = new ArrayList<>();
    private String reason = "";
    private long zeroNanos;
    private long fromNanos;
    private long untilNanos;
    private State state = State.WAITING;

    /** Before, in and after the stretch. */
    private enum State {
        WAITING,
        OPEN,
        CLOSED
    }

    /**
     * A recorder for one run.
     *
     * @param hosts machines, in the order they will be drawn
     */
    public MessageRecorder(Trace trace, Scenario scenario, List<String> hosts) {
        this.trace = trace;
        this.hosts = hosts;
        this.opensAtNanos = scenario.timeline().isEmpty()
                ? OptionalLong.of(0)
                : scenario.timeline().stream()
                        .map(step -> step.trigger())
                        .filter(Trigger.At.class::isInstance)
                        .mapToLong(trigger ->
                                Math.max(0, ((Trigger.At) trigger).atNanos() - LEAD_NANOS))
                        .min();
        this.reason = scenario.timeline().isEmpty()
                ? "from the first operation on, as the timeline has no step"
                : "from 20 ms before the timeline's first step";
    }

    /** Says when the run's zero is, in simulation time. */
    public void startAt(long simulationNanos) {
        zeroNanos = simulationNanos;
    }

    /** The next instant, since zero, at which {@link #reached} has to be called, if it is in the given span. */
    public long nextStop(long afterNanos, long untilLatestNanos) {
        long next = untilLatestNanos;
        if (state == State.WAITING && opensAtNanos.isPresent()) {
            next = Math.max(afterNanos, opensAtNanos.getAsLong());
        } else if (state == State.OPEN) {
            next = fromNanos + LENGTH_NANOS_MAX;
        }
        return next > afterNanos && next < untilLatestNanos ? next : untilLatestNanos;
    }

    /** The run has come to an instant, since zero. */
    public void reached(long atNanos) {
        if (state == State.WAITING
                && opensAtNanos.isPresent()
                && atNanos >= opensAtNanos.getAsLong()) {
            open(atNanos);
        } else if (state == State.OPEN && atNanos >= fromNanos + LENGTH_NANOS_MAX) {
            close(atNanos);
        }
    }

    /** A step of the timeline fired. */
    public void stepFired(long atNanos) {
        if (state == State.WAITING) {
            reason = "from when the timeline's first step fired";
            open(atNanos);
        }
    }

    private void open(long atNanos) {
        state = State.OPEN;
        fromNanos = atNanos;
        trace.onEvent(this);
    }

    private void close(long atNanos) {
        state = State.CLOSED;
        untilNanos = atNanos;
        trace.removeListener(this);
    }

    @Override
    public void onEvent(TraceEvent event) {
        if (event instanceof TraceEvent.PacketVerdict packet) {
            onPacket(packet);
        } else if (event instanceof TraceEvent.StateChanged changed) {
            mark(changed, changed.change().kind(), text(changed.change()));
        } else if (event instanceof TraceEvent.Fault fault) {
            mark(fault, "fault." + fault.kind(), fault.detail());
        }
    }

    private void onPacket(TraceEvent.PacketVerdict packet) {
        messages.add(new Message(
                packet.atNanos() - zeroNanos,
                packet.arrives() ? packet.arrivesAtNanos() - zeroNanos : Message.NEVER,
                packet.host(),
                packet.to(),
                MessageText.layer(packet.message()),
                MessageText.kind(packet.message()),
                MessageText.of(packet.message()),
                packet.verdict()));
        if (messages.size() == MESSAGES_MAX) {
            close(packet.atNanos() - zeroNanos);
        }
    }

    private void mark(TraceEvent event, String kind, String text) {
        if (marks.size() < MARKS_MAX) {
            marks.add(new MessageLog.Mark(event.atNanos() - zeroNanos, event.host(), kind, text));
        }
    }

    /** A change's fields on one line. */
    static String text(StateChange change) {
        StringBuilder text = new StringBuilder();
        for (StateChange.Field field : change.fields()) {
            text.append(text.length() == 0 ? "" : " ");
            text.append(field.name()).append('=').append(field.value());
        }
        return text.toString();
    }

    /** What was kept; call once, at the end. */
    public MessageLog log(long endNanos) {
        if (state == State.OPEN) {
            close(Math.min(endNanos, fromNanos + LENGTH_NANOS_MAX));
        }
        return state == State.WAITING
                ? MessageLog.NONE
                : new MessageLog(
                        reason,
                        hosts,
                        fromNanos,
                        untilNanos,
                        messages.size() == MESSAGES_MAX,
                        messages,
                        marks);
    }
}
