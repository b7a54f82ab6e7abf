package io.biplane.kvserver.replica;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Timestamp;
import io.biplane.kv.api.BatchAnswer;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.Lease;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.clock.ClockDoor;
import io.biplane.kv.clock.HybridClock;
import io.biplane.kvserver.apply.Outcome;
import io.biplane.kvserver.apply.RangeState;
import io.biplane.kvserver.evaluate.BatchEvaluator;
import io.biplane.kvserver.evaluate.Evaluation;
import io.biplane.kvserver.evaluate.Latches;
import io.biplane.kvserver.lease.LeaseAdvice;
import io.biplane.kvserver.proposal.Proposals;
import io.biplane.storage.engine.WriteBatch;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Batches on their way through one replica: wait for the lease, wait for latches, evaluate, wait for replication, answer. Each is
 * answered once.
 *
 * <pre>
 *   execute ──► parked (lease on its way) ──► latched ──► evaluated ──► proposed ──► answered
 *       └──► refused (someone else serves)                    └──► answered (reads, failures)
 * </pre>
 */
final class Requests {
    /** What requests need of their replica. */
    interface Host {
        /** Replicates an effect evaluated under the present lease. */
        void propose(WriteBatch effect, Proposals.Waiter waiter);

        /** Does what the advice says, unless that is under way. */
        void pursue(LeaseAdvice advice);

        /** A request was refused: nobody here serves. The group may have to be woken. */
        void refused();
    }

    private record Parked(Replica.Execute execute, long untilNanos) {}

    private final ReplicaContext context;
    private final RaftDriver group;
    private final Leasing leasing;
    private final BatchEvaluator evaluator;
    private final Host host;
    private final ClockDoor door;
    private final Latches latches = new Latches();
    private final ArrayDeque<Parked> parked = new ArrayDeque<>();
    private final TreeMap<Long, Replica.Execute> waiting = new TreeMap<>();
    /** Tickets that were granted and not evaluated yet. */
    private final ArrayDeque<Long> granted = new ArrayDeque<>();

    Requests(ReplicaContext context, RaftDriver group, Leasing leasing, Host host) {
        this.context = context;
        this.group = group;
        this.leasing = leasing;
        this.host = host;
        this.door =
                new ClockDoor(clock(), context.services()::emit, context.range().toString());
        this.evaluator = new BatchEvaluator(
                context.engine(),
                context.range(),
                context.node().settings().config().replication().commitRecordNanos(),
                this::untrusted);
    }

    /** This node's lease begins. */
    void leaseStarted(Lease lease) {
        // Reads served while the lease was on its way, by the holder of the one before, count too.
        evaluator.leaseStarted(lease.start().max(evaluator.readSummary()));
    }

    Timestamp readSummary() {
        return evaluator.readSummary();
    }

    boolean isIdle() {
        return parked.isEmpty() && latches.size() == 0;
    }

    /** Takes a batch. */
    void execute(Replica.Execute execute) {
        if (group.state().isEmpty()) {
            answer(execute, new BatchReply.RangeKeyMismatch(List.of()));
            return;
        }
        Optional<BatchReply> refused = untrusted(execute.batch().readAt());
        if (refused.isPresent()) {
            answer(execute, refused.get());
            return;
        }
        admit(new Parked(execute, context.nowNanos() + patienceNanos()));
        evaluateGranted();
    }

    /**
     * Why the clock cannot follow a batch to its time: the reader's clock is off, or a version of the
     * future lies where it wants to write.
     */
    private Optional<BatchReply> untrusted(Timestamp at) {
        return door.admits(at, "")
                ? Optional.empty()
                : Optional.of(new BatchReply.ClockUntrusted(door.refusal(at)));
    }

    private long patienceNanos() {
        return context.node().settings().config().leases().acquisitionTimeoutNanos();
    }

    private void admit(Parked request) {
        LeaseAdvice advice = leasing.advise();
        if (advice instanceof LeaseAdvice.Serve serve) {
            if (serve.renewal().isPresent()) {
                host.pursue(advice);
            }
            enter(request.execute());
        } else if (leasing.isHandingOver()) {
            parked.add(request);
        } else if (advice instanceof LeaseAdvice.Refuse refuse) {
            refuse(request.execute(), refuse.holder());
            host.refused();
        } else {
            parked.add(request);
            host.pursue(advice);
        }
    }

    private void enter(Replica.Execute execute) {
        Latches.Entered entered = latches.enter(execute.batch());
        waiting.put(entered.ticket(), execute);
        if (entered.granted()) {
            granted.add(entered.ticket());
        }
    }

    /** Evaluates until no ticket is granted; a loop, because each release may grant more. */
    private void evaluateGranted() {
        while (!granted.isEmpty()) {
            long ticket = granted.poll();
            evaluate(ticket, waiting.remove(ticket));
        }
    }

    private void release(long ticket) {
        granted.addAll(latches.release(ticket));
    }

    private void evaluate(long ticket, Replica.Execute execute) {
        RangeState state = group.state().orElseThrow();
        if (!leasing.maySatisfy()) {
            release(ticket);
            admit(new Parked(execute, context.nowNanos() + patienceNanos()));
            return;
        }
        Evaluation evaluation =
                evaluator.evaluate(execute.batch(), state.descriptor(), clock().now());
        context.observer().serves(context.self(), state, evaluation.at());
        context.services()
                .charge(context.costs().evaluationNanos(execute.batch(), evaluation.reply()));
        if (evaluation.effect().isEmpty()) {
            answer(execute, evaluation.reply());
            release(ticket);
        } else if (!context.services()
                .disk()
                .hasRoomFor(evaluation.effect().get().sizeBytes())) {
            answer(execute, new BatchReply.Unavailable("store full"));
            release(ticket);
        } else {
            host.propose(evaluation.effect().get(), waiter(ticket, execute, evaluation.reply()));
        }
    }

    private Proposals.Waiter waiter(long ticket, Replica.Execute execute, BatchReply reply) {
        return new Proposals.Waiter() {
            @Override
            public void onEffect(long index) {
                context.observer().acknowledges(context.range(), context.self(), index);
                answer(execute, reply);
                release(ticket);
            }

            @Override
            public void onNoEffect(Outcome outcome) {
                release(ticket);
                parked.add(new Parked(execute, context.nowNanos() + patienceNanos()));
            }

            @Override
            public void onUnknown() {
                // The sender repeats it elsewhere; the commit record keeps it from happening twice.
                release(ticket);
                refuse(execute, Optional.empty());
            }
        };
    }

    /** Looks at all parked batches again: the lease has changed. Also evaluates what releases have granted. */
    void resume() {
        if (group.state().isPresent()) {
            int count = parked.size();
            for (int i = 0; i < count; i++) {
                admit(parked.poll());
            }
        }
        evaluateGranted();
    }

    /** Refuses batches that have waited too long. */
    void tick(long nowNanos) {
        int count = parked.size();
        for (int i = 0; i < count; i++) {
            Parked each = parked.poll();
            if (each.untilNanos() <= nowNanos) {
                refuse(each.execute(), Optional.empty());
            } else {
                parked.add(each);
            }
        }
    }

    long deadlineNanos() {
        long deadline = Long.MAX_VALUE;
        for (Parked each : parked) {
            deadline = Math.min(deadline, each.untilNanos());
        }
        return deadline;
    }

    boolean hasParked() {
        return !parked.isEmpty();
    }

    /** The replica leaves: everybody has to look elsewhere. */
    void refuseAll() {
        while (!parked.isEmpty()) {
            refuse(parked.poll().execute(), Optional.empty());
        }
        waiting.values().forEach(execute -> refuse(execute, Optional.empty()));
        waiting.clear();
        granted.clear();
    }

    void refuse(Replica.Execute execute, Optional<NodeId> holder) {
        answer(
                execute,
                new BatchReply.NotLeaseHolder(
                        context.range(), group.state().map(RangeState::descriptor), holder));
    }

    private void answer(Replica.Execute execute, BatchReply reply) {
        Optional<RangeDescriptor> descriptor = group.state().map(RangeState::descriptor);
        Optional<NodeId> holder = leasing.lease().map(Lease::holder);
        execute.replyTo().tell(new BatchAnswer(execute.requestId(), reply, descriptor, holder));
    }

    private HybridClock clock() {
        return context.node().views().clock();
    }
}
