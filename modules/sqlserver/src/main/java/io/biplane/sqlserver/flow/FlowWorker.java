package io.biplane.sqlserver.flow;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;

import io.biplane.kernel.host.HostServices;
import io.biplane.kernel.trace.TraceName;
import io.biplane.kv.api.BatchAnswer;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.exec.WorkCounters;
import io.biplane.sql.flow.FlowBatch;
import io.biplane.sql.operator.FlowSource;
import io.biplane.sqlserver.cost.SqlCostModel;
import io.biplane.sqlserver.transaction.KvPort;

import java.util.function.LongSupplier;

/**
 * One flow: works on a part of another node's query and sends rows as long as the gateway gives credit. Ends by itself after the last
 * rows or a failure; when it is stopped before, it tells so.
 */
final class FlowWorker extends AbstractBehavior<FlowWorker.Command> {
    /**
     * Batches on the way or not used up yet. Our choice: with pages of 64 to 4,096 rows a few keep the link busy; CockroachDB
     * leaves this to gRPC's windows.
     */
    private static final int CREDIT = 4;

    private final Setup setup;
    private final KvPort kv;
    private final FlowSource source;
    private final WorkCounters work = new WorkCounters();
    private final ActorRef<FlowProtocol.ToWorker> self;
    private int credit = CREDIT;
    private long chargedNanos;
    private State state = State.IDLE;

    private enum State {
        IDLE,
        /** A batch is being made. */
        WORKING,
        /** The last word has been sent. */
        ENDED
    }

    /** What a worker takes. */
    sealed interface Command {}

    @TraceName("flow-worker.told")
    private record Told(FlowProtocol.ToWorker message) implements Command {}

    @TraceName("flow-worker.kv-answered")
    private record KvAnswered(BatchAnswer answer) implements Command {}

    /**
     * What a worker is made from.
     *
     * @param request the gateway's
     * @param kv way to the ranges, in the virtual cluster's own name
     * @param rowIds source of {@code unique_rowid()}
     */
    record Setup(
            FlowProtocol.Setup request,
            KvPort.Setup kv,
            LongSupplier rowIds,
            SqlCostModel costs,
            HostServices services) {}

    private FlowWorker(ActorContext<Command> context, Setup setup) {
        super(context);
        this.setup = setup;
        this.kv =
                new KvPort(setup.kv(), context.messageAdapter(BatchAnswer.class, KvAnswered::new));
        this.source = new FlowSource(
                setup.request().spec(),
                kv.leaf(setup.request().spec().leaf()),
                setup.rowIds(),
                work);
        this.self = context.messageAdapter(FlowProtocol.ToWorker.class, Told::new);
    }

    static Behavior<Command> create(Setup setup) {
        return Behaviors.setup(context -> {
            FlowWorker worker = new FlowWorker(context, setup);
            setup.services().charge(setup.costs().flowNanos());
            worker.goOn();
            return worker;
        });
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Told.class, told -> onCredit())
                .onMessage(KvAnswered.class, this::onKvAnswered)
                .onSignal(PostStop.class, stopped -> onPostStop())
                .build();
    }

    private Behavior<Command> onCredit() {
        credit++;
        goOn();
        return orStopped();
    }

    private Behavior<Command> onKvAnswered(KvAnswered answered) {
        kv.onAnswer(answered.answer());
        return orStopped();
    }

    private Behavior<Command> orStopped() {
        return state == State.ENDED ? Behaviors.stopped() : this;
    }

    private void goOn() {
        if (state == State.IDLE && credit > 0) {
            state = State.WORKING;
            source.next().onComplete(this::onBatch);
        }
    }

    private void onBatch(Promise.Outcome<FlowBatch> outcome) {
        long costNanos = setup.costs().nanosOf(work);
        setup.services().charge(costNanos - chargedNanos);
        chargedNanos = costNanos;
        if (outcome instanceof Promise.Success<FlowBatch> made) {
            credit--;
            state = made.value().isLast() ? State.ENDED : State.IDLE;
            tell(new FlowProtocol.Rows(setup.request().flow(), made.value(), self));
            goOn();
        } else {
            state = State.ENDED;
            fail(((Promise.Failure<FlowBatch>) outcome).error());
        }
    }

    private Behavior<Command> onPostStop() {
        if (state != State.ENDED) {
            fail(SqlError.of(
                    SqlState.INTERNAL_CONNECTION_FAILURE, "the flow was canceled on its node"));
        }
        return this;
    }

    private void fail(SqlError error) {
        tell(new FlowProtocol.Failed(setup.request().flow(), error));
    }

    private void tell(FlowProtocol.ToGateway message) {
        setup.request().replyTo().tell(message);
    }
}
