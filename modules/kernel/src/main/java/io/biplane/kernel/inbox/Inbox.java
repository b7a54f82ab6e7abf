package io.biplane.kernel.inbox;

import io.biplane.kernel.loop.EventLoop;
import io.biplane.kernel.queue.SimEvent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * The only door into a running simulation for other threads: what they submit becomes an event with
 * a recorded virtual time, so
 * that a live session can be replayed.
 *
 * <p>{@link #submit} may be called on any thread; everything else on the simulation's.
 */
public final class Inbox {
    private final EventLoop loop;
    private final ConcurrentLinkedQueue<RecordedInput> submitted = new ConcurrentLinkedQueue<>();
    private final Map<String, Consumer<Object>> handlers = new TreeMap<>();
    private final List<RecordedInput> recorded = new ArrayList<>();
    private volatile Runnable wakeUp = () -> {};

    public Inbox(EventLoop loop) {
        this.loop = loop;
    }

    /**
     * Hands something in from outside; any thread. It is let in when the simulation next drains
     * this inbox.
     */
    public void submit(String channel, Object payload) {
        submitted.add(new RecordedInput(-1, channel, payload));
        wakeUp.run();
    }

    /** Who takes the input of a channel; runs outside any host, on the simulation's thread. */
    public void onInput(String channel, Consumer<Object> handler) {
        handlers.put(channel, handler);
    }

    /**
     * Called (on the submitting thread) whenever something was submitted; for whoever sleeps
     * between events.
     */
    public void onSubmit(Runnable action) {
        wakeUp = action;
    }

    /** Lets in what was submitted: each input becomes an event at the current instant. */
    public void drain() {
        RecordedInput input = submitted.poll();
        while (input != null) {
            schedule(new RecordedInput(loop.nowNanos(), input.channel(), input.payload()));
            input = submitted.poll();
        }
    }

    /** Schedules the inputs of an earlier session at their instants. */
    public void replay(List<RecordedInput> session) {
        session.forEach(this::schedule);
    }

    /** What was let in so far, in order. */
    public List<RecordedInput> recorded() {
        return List.copyOf(recorded);
    }

    private void schedule(RecordedInput input) {
        loop.at(input.atNanos(), new SimEvent() {
            @Override
            public void fire() {
                letIn(input);
            }
        });
    }

    private void letIn(RecordedInput input) {
        Consumer<Object> handler = handlers.get(input.channel());
        if (handler == null) {
            throw new IllegalStateException("nobody takes input on channel " + input.channel());
        }
        recorded.add(new RecordedInput(loop.nowNanos(), input.channel(), input.payload()));
        loop.trace()
                .outsideInput(loop.nowNanos(), input.channel(), String.valueOf(input.payload()));
        loop.runOutside(() -> handler.accept(input.payload()));
    }
}
