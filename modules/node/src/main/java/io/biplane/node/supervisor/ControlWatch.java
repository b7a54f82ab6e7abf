package io.biplane.node.supervisor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;

import io.biplane.kernel.trace.TraceName;
import io.biplane.kv.api.BatchAnswer;
import io.biplane.kv.api.BatchReply;
import io.biplane.sqlserver.control.ControlRows;
import io.biplane.sqlserver.control.ControlState;
import io.biplane.sqlserver.transaction.KvPort;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a node's copy of the system virtual cluster's rows fresh: reads them each second, and at once when told that they have
 * changed. A read that fails changes nothing: what was known goes on to count, which is why data planes outlive an outage of the
 * control plane. Its state: who waits for the next read.
 */
final class ControlWatch extends AbstractBehavior<ControlWatch.Command> {
    /** Our choice until rangefeeds tell at once (docs/decisions/0062). */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final Duration RETRY_DELAY = Duration.ofMillis(200);

    private final TimerScheduler<Command> timers;
    private final KvPort kv;
    private final ActorRef<ControlState> listener;
    private final List<Refresh> waiting = new ArrayList<>();
    private boolean isReading;

    sealed interface Command {}

    /** Read now; answered when a read that began after this is in. */
    @TraceName("control-watch.refresh")
    record Refresh(long id, ActorRef<Refreshed> replyTo) implements Command {}

    /** The rows have been read after the request of that number. */
    @TraceName("control-watch.refreshed")
    record Refreshed(long id) {}

    @TraceName("control-watch.answered")
    private record Answered(BatchAnswer answer) implements Command {}

    @TraceName("control-watch.timer")
    private enum Timer implements Command {
        REGULAR,
        RETRY
    }

    private ControlWatch(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            KvPort.Setup setup,
            ActorRef<ControlState> listener) {
        super(context);
        this.timers = timers;
        this.listener = listener;
        this.kv = new KvPort(setup, context.messageAdapter(BatchAnswer.class, Answered::new));
        timers.startTimerWithFixedDelay(Timer.REGULAR, INTERVAL);
    }

    /**
     * @param listener told what each read found
     */
    static Behavior<Command> create(KvPort.Setup setup, ActorRef<ControlState> listener) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            ControlWatch watch = new ControlWatch(context, timers, setup, listener);
            watch.read();
            return watch;
        }));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Refresh.class, this::onRefresh)
                .onMessage(Answered.class, this::onAnswered)
                .onMessage(Timer.class, timer -> onTimer())
                .build();
    }

    private void read() {
        isReading = true;
        List<Refresh> served = new ArrayList<>(waiting);
        waiting.clear();
        kv.send(ControlRows.systemRequests()).then(reply -> onRead(reply, served));
    }

    private void onRead(BatchReply reply, List<Refresh> served) {
        isReading = false;
        if (reply instanceof BatchReply.Ok ok) {
            listener.tell(ControlRows.system(ok.responses()));
            served.forEach(refresh -> refresh.replyTo().tell(new Refreshed(refresh.id())));
            if (!waiting.isEmpty()) {
                read();
            }
        } else {
            waiting.addAll(served);
            timers.startSingleTimer(Timer.RETRY, RETRY_DELAY);
        }
    }

    private Behavior<Command> onRefresh(Refresh refresh) {
        waiting.add(refresh);
        return onTimer();
    }

    private Behavior<Command> onAnswered(Answered answered) {
        kv.onAnswer(answered.answer());
        return this;
    }

    private Behavior<Command> onTimer() {
        if (!isReading) {
            read();
        }
        return this;
    }
}
