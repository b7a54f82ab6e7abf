package io.biplane.kv.route;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Span;
import io.biplane.kernel.host.HostServices;
import io.biplane.kernel.host.Transport;
import io.biplane.kernel.trace.TraceName;
import io.biplane.kv.api.BatchAnswer;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.BatchRequest;
import io.biplane.kv.clock.HybridClock;
import io.biplane.kv.server.KvServerProtocol;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A client of the key-value layer: takes batches, finds the replicas that may serve them, answers
 * each once. One for each tenant server on a node, and one for the node's own needs. All it holds
 * towards storage is the address of the node's kv-server, for {@link KvServerProtocol.Route} only.
 *
 * <p>A shell around {@link RouterCore}; mutable are the callers under way and the instant the one
 * timer is set for.
 */
public final class KvClient extends AbstractBehavior<KvClient.Command> {
    /** What it understands. */
    public sealed interface Command {}

    /**
     * A batch.
     *
     * @param requestId the caller's number, echoed in the answer
     */
    @TraceName("kv-client.send")
    public record Send(BatchRequest batch, long requestId, ActorRef<BatchAnswer> replyTo)
            implements Command {}

    /**
     * Asks who serves spans, for whoever wants to work near the rows.
     *
     * @param requestId the caller's number, echoed in the answer
     */
    @TraceName("kv-client.locate")
    public record Locate(List<Span> spans, long requestId, ActorRef<Located> replyTo)
            implements Command {
        public Locate {
            spans = List.copyOf(spans);
        }
    }

    /**
     * Answer to {@link Locate}: the spans in their order, cut at the borders of ranges; as far as known,
     * which may be out of date.
     */
    @TraceName("kv-client.located")
    public record Located(long requestId, List<Place> places) {}

    /**
     * Who serves a span.
     *
     * @param leaseholder empty when nobody is known
     */
    public record Place(Span span, Optional<NodeId> leaseholder) {}

    @TraceName("kv-client.answered")
    private record Answered(BatchAnswer answer) implements Command {}

    @TraceName("kv-client.peer-gone")
    private record PeerGone(Transport.PeerLost peer) implements Command {}

    @TraceName("kv-client.tick")
    private enum Tick implements Command {
        INSTANCE
    }

    private record Caller(long requestId, ActorRef<BatchAnswer> replyTo) {}

    private final KvClientSetup setup;
    private final HostServices services;
    private final ActorRef<KvServerProtocol.Route> kvServer;
    private final TimerScheduler<Command> timers;
    private final ActorRef<BatchAnswer> answers;
    private final RouterCore core;
    private final TreeMap<Long, Caller> callers = new TreeMap<>();
    private final TreeMap<Long, Locate> questions = new TreeMap<>();
    private long nextSendId = 1;
    private long timerAtNanos = Long.MAX_VALUE;

    private KvClient(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            KvClientSetup setup,
            ActorRef<KvServerProtocol.Route> kvServer,
            RouterCore core,
            HostServices services) {
        super(context);
        this.timers = timers;
        this.setup = setup;
        this.kvServer = kvServer;
        this.core = core;
        this.services = services;
        this.answers = context.messageAdapter(BatchAnswer.class, Answered::new);
        services.transport()
                .onPeerLost(context.messageAdapter(Transport.PeerLost.class, PeerGone::new));
    }

    /** A client that speaks to its node's kv-server. */
    public static Behavior<Command> create(
            KvClientSetup setup,
            ActorRef<KvServerProtocol.Route> kvServer,
            HybridClock clock,
            HostServices services) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            RouterCore core =
                    new RouterCore(setup, clock, services.random("kv.client." + setup.name()));
            return new KvClient(context, timers, setup, kvServer, core, services);
        }));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Send.class, this::onSend)
                .onMessage(Locate.class, this::onLocate)
                .onMessage(Answered.class, this::onAnswered)
                .onMessage(PeerGone.class, this::onPeerGone)
                .onMessage(Tick.class, tick -> onTick())
                .build();
    }

    private Behavior<Command> onSend(Send send) {
        if (!send.batch().tenant().equals(setup.tenant())) {
            String text = "this client serves " + setup.tenant() + ", not "
                    + send.batch().tenant();
            send.replyTo()
                    .tell(BatchAnswer.of(send.requestId(), new BatchReply.Unauthorized(text)));
            return this;
        }
        long sendId = nextSendId++;
        callers.put(sendId, new Caller(send.requestId(), send.replyTo()));
        core.onSend(sendId, send.batch(), services.monotonicNanos());
        return carryOut();
    }

    private Behavior<Command> onLocate(Locate locate) {
        long sendId = nextSendId++;
        questions.put(sendId, locate);
        core.onLocate(sendId, locate.spans(), services.monotonicNanos());
        return carryOut();
    }

    private Behavior<Command> onAnswered(Answered answered) {
        core.onAnswer(answered.answer(), services.monotonicNanos());
        return carryOut();
    }

    private Behavior<Command> onPeerGone(PeerGone gone) {
        // Only a lost process or kv service concerns batches; other services of a live node may
        // come and go.
        String service = gone.peer().service();
        if (service.isEmpty() || service.equals(KvServerProtocol.SERVICE)) {
            NodeId.ofHost(gone.peer().host())
                    .ifPresent(node -> core.onPeerLost(node, services.monotonicNanos()));
        }
        return carryOut();
    }

    private Behavior<Command> onTick() {
        timerAtNanos = Long.MAX_VALUE;
        core.onTimer(services.monotonicNanos());
        return carryOut();
    }

    private Behavior<Command> carryOut() {
        for (RouterOutput output : core.drain()) {
            if (output instanceof RouterOutput.Route route) {
                kvServer.tell(new KvServerProtocol.Route(
                        route.range(), route.target(), route.batch(), route.attemptId(), answers));
            } else if (output instanceof RouterOutput.Finish finish) {
                Caller caller = callers.remove(finish.sendId());
                caller.replyTo().tell(BatchAnswer.of(caller.requestId(), finish.reply()));
            } else if (output instanceof RouterOutput.Located located) {
                Locate question = questions.remove(located.sendId());
                question.replyTo().tell(new Located(question.requestId(), located.places()));
            } else if (output instanceof RouterOutput.Emit emit) {
                services.emit(emit.change());
            }
        }
        setTimer();
        return this;
    }

    /** One timer for the earliest deadline; one that is set too early just fires for nothing. */
    private void setTimer() {
        long deadlineNanos = core.nextDeadlineNanos();
        if (deadlineNanos < timerAtNanos) {
            timerAtNanos = deadlineNanos;
            long delayNanos = Math.max(0, deadlineNanos - services.monotonicNanos());
            timers.startSingleTimer(Tick.INSTANCE, Tick.INSTANCE, Duration.ofNanos(delayNanos));
        }
    }
}
