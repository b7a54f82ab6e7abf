package io.biplane.kernel.inbox;

import io.biplane.kernel.loop.EventLoop;
import io.biplane.kernel.trace.ReplayDiverged;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * The only door into a running simulation for other threads: what they submit becomes a step of the
 * run whose place is recorded, so that a live session can be replayed.
 *
 * <p>{@link #submit} may be called on any thread; everything else on the simulation's. Input goes in
 * between two steps, never within one, and before whatever else is due.
 */
public final class Inbox {
    /** Something submitted that has no place yet. */
    private record Submitted(String channel, Object payload) {}

    private final EventLoop loop;
    private final ConcurrentLinkedQueue<Submitted> submitted = new ConcurrentLinkedQueue<>();
    private final Map<String, Consumer<Object>> handlers = new TreeMap<>();
    private final List<RecordedInput> recorded = new ArrayList<>();
    /** Drained, to be let in with the very next steps. */
    private final ArrayDeque<Submitted> drained = new ArrayDeque<>();
    /** Inputs of an earlier session that still have to come, in order. */
    private final ArrayDeque<RecordedInput> session = new ArrayDeque<>();

    /** Whether the call that runs the simulation has let in nothing but input so far. */
    private boolean isCallFresh = true;

    private volatile Runnable wakeUp = () -> {};

    public Inbox(EventLoop loop) {
        this.loop = loop;
    }

    /**
     * Hands something in from outside; any thread. It is let in when the simulation next drains
     * this inbox.
     *
     * @throws IllegalStateException when called from within the simulation: a replay would hand it in twice
     */
    public void submit(String channel, Object payload) {
        if (loop.isRunningHere()) {
            throw new IllegalStateException("input on channel " + channel
                    + " comes from within the simulation; there, use an event");
        }
        submitted.add(new Submitted(channel, payload));
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

    /**
     * Lets in what was submitted: each input is one of the next steps, at the current instant. While inputs of
     * a replayed session have still to come, what was submitted waits.
     */
    public void drain() {
        if (!session.isEmpty()) {
            return;
        }
        Submitted input = submitted.poll();
        while (input != null) {
            drained.add(input);
            input = submitted.poll();
        }
    }

    /**
     * Repeats the inputs of an earlier session: each is let in after as many steps as it was then. When the
     * run is elsewhere at that step count, or the instant goes by before, it stops with {@link ReplayDiverged}.
     */
    public void replay(List<RecordedInput> inputs) {
        session.addAll(inputs);
    }

    /** What was let in so far, in order. */
    public List<RecordedInput> recorded() {
        return List.copyOf(recorded);
    }

    /** Whether input was drained that the next step lets in. */
    public boolean isDrained() {
        return !drained.isEmpty();
    }

    // ------------------------------------------------------------------ for the simulation's loop

    /** Whether there is nothing to let in, now or later; asked before each step. */
    public boolean isIdle() {
        return drained.isEmpty() && session.isEmpty();
    }

    /** A call that runs the simulation begins. */
    public void callBegins() {
        isCallFresh = true;
    }

    /** Instant of the next step, an input's or another. */
    public long nextAtNanos() {
        if (isDrained()) {
            return loop.nowNanos();
        }
        boolean isInput = !session.isEmpty() && session.peek().afterSteps() == loop.stepCount();
        return isInput ? Math.max(loop.nowNanos(), session.peek().atNanos()) : loop.nextAtNanos();
    }

    /**
     * Carries out the next step, an input's or another, if its instant is not after the limit.
     *
     * @return whether there was one
     */
    public boolean step(long limitNanos) {
        if (isDrained()) {
            Submitted input = drained.poll();
            letIn(loop.nowNanos(), input.channel(), input.payload());
            return true;
        }
        return stepInSession(limitNanos, session.peek());
    }

    private boolean stepInSession(long limitNanos, RecordedInput next) {
        boolean isDue = next.afterSteps() <= loop.stepCount();
        if (!isDue && (loop.nextAtNanos() <= next.atNanos() || next.atNanos() >= limitNanos)) {
            // At the limit itself the missing steps may come from what the caller does next.
            isCallFresh = false;
            return loop.step(limitNanos);
        }
        if (isDue && isAfterCall(limitNanos, next)) {
            return false;
        }
        if (!isDue || !fits(next)) {
            loop.fail(diverged(next));
            return true;
        }
        session.poll();
        letIn(next.atNanos(), next.channel(), next.payload());
        return true;
    }

    /** Whether the run is where it was in the session, or gets there with nothing in between. */
    private boolean fits(RecordedInput next) {
        return next.afterSteps() == loop.stepCount()
                && (next.atNanos() == loop.nowNanos()
                        || next.atNanos() > loop.nowNanos() && loop.nextAtNanos() > next.atNanos());
    }

    /**
     * Whether the input came after the call that runs the simulation now. A session lets input in between
     * calls only; so what came when a call had got to its limit, with nothing left to do, is the next call's.
     */
    private boolean isAfterCall(long limitNanos, RecordedInput next) {
        boolean isAtBegin = isCallFresh && loop.nowNanos() == limitNanos;
        return loop.nextAtNanos() > limitNanos
                && (next.atNanos() > limitNanos || next.atNanos() == limitNanos && !isAtBegin);
    }

    private ReplayDiverged diverged(RecordedInput next) {
        return new ReplayDiverged("input " + (recorded.size() + 1) + ", on channel "
                + next.channel() + ", was let in after " + next.afterSteps() + " steps at "
                + next.atNanos() + " ns; now it is " + loop.nowNanos() + " ns after "
                + loop.stepCount() + " steps"
                + (loop.nextAtNanos() == Long.MAX_VALUE
                        ? ", and no other step waits"
                        : ", and the next step is due at " + loop.nextAtNanos() + " ns"));
    }

    private void letIn(long atNanos, String channel, Object payload) {
        long afterSteps = loop.stepCount();
        loop.stepInto(atNanos, () -> {
            Consumer<Object> handler = handlers.get(channel);
            if (handler == null) {
                throw new IllegalStateException("nobody takes input on channel " + channel);
            }
            recorded.add(new RecordedInput(afterSteps, atNanos, channel, payload));
            loop.trace().outsideInput(atNanos, afterSteps, channel, String.valueOf(payload));
            loop.runOutside(() -> handler.accept(payload));
        });
    }
}
